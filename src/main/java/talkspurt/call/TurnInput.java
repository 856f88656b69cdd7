package talkspurt.call;

import talkspurt.text.OutsideText;

/** What a reply answers. */
public sealed interface TurnInput {

  /**
   * The caller spoke; empty when nothing was understood.
   *
   * @param language in which the call goes on from here, since the caller spoke it; empty: as before
   */
  record Words(SpokenText words, String language) implements TurnInput {

    /** What was stored before languages were found out has none. */
    public Words {
      language = language == null ? "" : OutsideText.repaired(language);
    }

    /** In the language of the call. */
    public Words(SpokenText words) {
      this(words, "");
    }
  }

  /** The caller pressed keys. */
  record Keys(Digits digits) implements TurnInput {}

  /** The caller has kept silent, {@code times} in a row, from 1. */
  record Silence(int times) implements TurnInput {}

  /**
   * The caller is back, because Asterisk could not move the call.
   *
   * @param why as the dialplan told it, such as {@code BUSY}; may be empty
   */
  record TransferFailed(String why) implements TurnInput {

    /** What was stored before that was kept has none. */
    public TransferFailed {
      why = why == null ? "" : OutsideText.repaired(why);
    }

    /** For a reason that nobody told. */
    public TransferFailed() {
      this("");
    }
  }

  /** Another agent has taken over, and speaks first. */
  record HandedOff() implements TurnInput {}

  /** The call's time is over: what is said is the goodbye, and the last. */
  record TimeUp() implements TurnInput {}

  /**
   * The bot began to speak without the caller's asking: one that hears for itself, which knows why, or any for
   * somebody who intervened.
   *
   * @param intervention the id of that; empty where there is none
   */
  record Unprompted(String intervention) implements TurnInput {

    /** What was stored before anybody could intervene has none. */
    public Unprompted {
      intervention = intervention == null ? "" : intervention;
    }

    /** Of a bot that hears for itself. */
    public Unprompted() {
      this("");
    }
  }
}
