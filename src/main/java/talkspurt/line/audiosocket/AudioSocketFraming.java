package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;

/**
 * Finds the messages in a stream of bytes that may be cut anywhere. Holds at most one message; what
 * is too long to be one is skipped as it comes, without being held. Not thread-safe.
 */
final class AudioSocketFraming {

  private static final int HEADER_BYTES = AudioSocketCodec.HEADER_BYTES;

  /** The message that is coming, its header in front; as long as the longest so far. */
  private byte[] message = new byte[HEADER_BYTES];

  private int held;
  private int skipping;

  /** The messages that are complete with these bytes, oldest first. */
  List<AudioSocketMessage> push(ByteString bytes) {
    byte[] piece = bytes.toArrayUnsafe();
    List<AudioSocketMessage> messages = new ArrayList<>(2);
    for (int at = 0; at < piece.length; ) {
      int some = Math.min(piece.length - at, skipping > 0 ? skipping : missing());
      if (skipping > 0) {
        skipping -= some;
      } else {
        System.arraycopy(piece, at, message, held, some);
        held += some;
        take(messages);
      }
      at += some;
    }
    return messages;
  }

  /** How many bytes wait for the rest of their message. */
  int heldBytes() {
    return held;
  }

  private void take(List<AudioSocketMessage> messages) {
    if (held < HEADER_BYTES) {
      return;
    }
    int kind = message[0] & 0xff;
    if (held == HEADER_BYTES && AudioSocketCodec.oversized(kind, length())) {
      messages.add(new Unreadable(Why.OVERSIZED, kind, length()));
      skipping = length();
      held = 0;
    } else if (missing() == 0) {
      messages.add(AudioSocketCodec.decode(kind, message, length()));
      held = 0;
    } else if (message.length < HEADER_BYTES + length()) {
      message = Arrays.copyOf(message, HEADER_BYTES + length());
    }
  }

  /** How many bytes the header or, once that is there, the message lacks. */
  private int missing() {
    return (held < HEADER_BYTES ? HEADER_BYTES : HEADER_BYTES + length()) - held;
  }

  private int length() {
    return (message[1] & 0xff) << 8 | message[2] & 0xff;
  }
}
