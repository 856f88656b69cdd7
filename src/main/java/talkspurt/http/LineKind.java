package talkspurt.http;

/** By what a dialplan brings the line of a call. */
enum LineKind {
  /** AudioSocket, or nothing was said of it. */
  AUDIOSOCKET,
  /** A WebSocket that Asterisk opens. */
  WEBSOCKET;

  /** Of the field {@code line}; empty where it was not sent. */
  static LineKind of(String text) {
    return switch (text) {
      case "", "audiosocket" -> AUDIOSOCKET;
      case "websocket" -> WEBSOCKET;
      default -> throw Checked.bad("line", text, "audiosocket, websocket");
    };
  }
}
