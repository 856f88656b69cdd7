package talkspurt.websocket;

import akka.util.ByteString;

/** One whole message of a WebSocket, in either direction. */
public sealed interface SocketMessage {

  /** A text message. */
  record Text(String text) implements SocketMessage {}

  /** A binary message. */
  record Binary(ByteString bytes) implements SocketMessage {}

  /** A message that was longer than is taken, or did not become whole in time, as the detail tells. */
  record Oversized(String detail) implements SocketMessage {}
}
