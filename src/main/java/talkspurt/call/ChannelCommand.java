package talkspurt.call;

import java.util.List;

/** What is asked of the Asterisk that has a call's channel. Each checks itself: a line end in a value would be another field. */
public sealed interface ChannelCommand {

  /** The names of all. */
  List<String> LABELS = List.of("send-digits", "mute", "unmute", "monitor", "join");

  /** Its name in the API, in the log and in metrics. */
  String label();

  /**
   * Keys are pressed towards the other party, as a telephone would press them.
   *
   * @param keys {@code 0} to {@code 9}, {@code *}, {@code #}, {@code A} to {@code D}; {@code w} waits half a second,
   *     {@code W} a second
   */
  record SendDigits(String keys) implements ChannelCommand {

    /** More at once would keep the line busy for too long. */
    public static final int MAX_KEYS = 64;

    /** What may be sent at once, as a regular expression. */
    private static final String ALLOWED = "[0-9*#A-DwW]{1," + MAX_KEYS + "}";

    public SendDigits {
      if (!keys.matches(ALLOWED)) {
        throw new IllegalArgumentException(
            "digits must be 1 to " + MAX_KEYS + " of 0 to 9, *, #, A to D, w and W");
      }
    }

    @Override
    public String label() {
      return "send-digits";
    }

    /** They may be a PIN: prints their count alone. */
    @Override
    public String toString() {
      return "SendDigits[" + keys.length() + " keys]";
    }
  }

  /** Sound of one direction, or of both, is replaced by silence. */
  record Mute(Direction direction) implements ChannelCommand {
    @Override
    public String label() {
      return "mute";
    }
  }

  /** Sound of one direction, or of both, is let through again. */
  record Unmute(Direction direction) implements ChannelCommand {
    @Override
    public String label() {
      return "unmute";
    }
  }

  /**
   * A telephone rings; whoever answers hears the caller and the bot, and is heard by nobody.
   *
   * @param phone its name in the settings
   */
  record Monitor(String phone) implements ChannelCommand {
    @Override
    public String label() {
      return "monitor";
    }
  }

  /**
   * The same, heard by both.
   *
   * @param phone its name in the settings
   */
  record Join(String phone) implements ChannelCommand {
    @Override
    public String label() {
      return "join";
    }
  }

  /** Which way sound goes, as Asterisk sees the caller's channel. */
  enum Direction {
    /** From the caller to the bot. */
    IN,
    /** From the bot to the caller. */
    OUT,
    /** Both ways. */
    BOTH
  }
}
