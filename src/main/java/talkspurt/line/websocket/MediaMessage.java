package talkspurt.line.websocket;

import akka.util.ByteString;

/** A WebSocket message of the peer, whole. */
sealed interface MediaMessage {

  /** The longest that is taken: Asterisk's own limit for a message. */
  int LONGEST_BYTES = 65_535;

  /** A binary message: media. */
  record Media(ByteString bytes) implements MediaMessage {}

  /** A text message: an event. */
  record Control(String text) implements MediaMessage {}

  /** One that is longer than {@link #LONGEST_BYTES}, or does not come to its end. */
  record Oversized() implements MediaMessage {}
}
