package talkspurt.line.websocket;

import java.util.regex.Pattern;

/** How commands are written: as Asterisk writes its events. */
enum ControlFormat {
  /** By {@code f(json)}, or {@code control_message_format = json} in chan_websocket.conf. */
  JSON("{\"command\":\"%s\"}", "{\"command\":\"%s\",\"correlation_id\":\"%s\"}"),
  /** Asterisk's default. */
  PLAIN_TEXT("%s", "%s %s");

  /** Longer ones are ignored by Asterisk, with a line in its log. */
  static final int LONGEST_COMMAND_BYTES = 128;

  /** The format of a message of Asterisk. */
  static ControlFormat of(String message) {
    return bare(message).startsWith("{") ? JSON : PLAIN_TEXT;
  }

  /** Without what some libraries put round a message: blanks, line ends, NUL, a byte order mark. */
  static String bare(String message) {
    return AROUND.matcher(message).replaceAll("");
  }

  private static final Pattern AROUND = Pattern.compile("^[\\s\\x00\ufeff]+|[\\s\\x00\ufeff]+$");

  private final String bare;
  private final String withId;

  ControlFormat(String bare, String withId) {
    this.bare = bare;
    this.withId = withId;
  }

  /** A command as text of at most {@link #LONGEST_COMMAND_BYTES}. */
  String encode(MediaCommand command) {
    if (command instanceof MediaCommand.Plain plain) {
      return bare.formatted(plain.name());
    }
    if (command instanceof MediaCommand.Mark mark) {
      return withId.formatted("MARK_MEDIA", mark.id());
    }
    throw new AssertionError(command);
  }
}
