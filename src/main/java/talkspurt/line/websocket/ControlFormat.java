package talkspurt.line.websocket;

/** How commands are written: as Asterisk writes its events. */
enum ControlFormat {
  /** By {@code f(json)}, or {@code control_message_format = json} in chan_websocket.conf. */
  JSON {
    @Override
    String encode(String name, String id) {
      return "{\"command\":\"" + name + "\""
          + (id.isEmpty() ? "" : ",\"correlation_id\":\"" + id + "\"") + "}";
    }
  },
  /** Asterisk's default. */
  PLAIN_TEXT {
    @Override
    String encode(String name, String id) {
      return id.isEmpty() ? name : name + " " + id;
    }
  };

  /** Longer ones are ignored by Asterisk, with a line in its log. */
  static final int LONGEST_COMMAND_BYTES = 128;

  /** The format of a message of Asterisk. */
  static ControlFormat of(String message) {
    return message.startsWith("{") ? JSON : PLAIN_TEXT;
  }

  abstract String encode(String name, String id);

  /** A command as text of at most {@link #LONGEST_COMMAND_BYTES}. */
  String encode(MediaCommand command) {
    if (command instanceof MediaCommand.Plain plain) {
      return encode(plain.name(), "");
    }
    if (command instanceof MediaCommand.Mark mark) {
      return encode("MARK_MEDIA", mark.id());
    }
    throw new AssertionError(command);
  }
}
