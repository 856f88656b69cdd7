package talkspurt.line.websocket;

/** What came of opening a line to Asterisk. */
public sealed interface Dialled {

  /** The WebSocket stands; {@code line} is the line's id. */
  record Opened(String line) implements Dialled {}

  /** The settings do not allow this address. */
  record NotAllowed() implements Dialled {}

  /** As many lines are open as may be. */
  record TooMany() implements Dialled {}

  /** Asterisk did not take it; {@code why} is for people, and holds nothing that was sent. */
  record NotOpened(String why) implements Dialled {}
}
