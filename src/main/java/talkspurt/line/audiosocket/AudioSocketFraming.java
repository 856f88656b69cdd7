package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;

/**
 * Finds the messages in a stream of bytes that may be cut anywhere. Holds at most one message; what
 * is too long to be one is skipped as it comes, without being held. Not thread-safe.
 */
final class AudioSocketFraming {

  private ByteString rest = ByteString.emptyByteString();
  private int skipping;

  /** The messages that are complete with these bytes, oldest first. */
  List<AudioSocketMessage> push(ByteString bytes) {
    rest = rest.concat(bytes);
    List<AudioSocketMessage> messages = new ArrayList<>(2);
    while (skip() && rest.size() >= AudioSocketCodec.HEADER_BYTES) {
      int kind = rest.apply(0) & 0xff;
      int length = (rest.apply(1) & 0xff) << 8 | rest.apply(2) & 0xff;
      if (AudioSocketCodec.oversized(kind, length)) {
        messages.add(new Unreadable(Why.OVERSIZED, kind, length));
        rest = rest.drop(AudioSocketCodec.HEADER_BYTES);
        skipping = length;
      } else if (rest.size() >= AudioSocketCodec.HEADER_BYTES + length) {
        messages.add(AudioSocketCodec.decode(kind, payload(length)));
        rest = rest.drop(AudioSocketCodec.HEADER_BYTES + length);
      } else {
        break;
      }
    }
    rest = rest.compact();
    return messages;
  }

  /** How many bytes wait for the rest of their message. */
  int heldBytes() {
    return rest.size();
  }

  private ByteString payload(int length) {
    return rest.slice(AudioSocketCodec.HEADER_BYTES, AudioSocketCodec.HEADER_BYTES + length);
  }

  /** Whether all that had to be skipped has come. */
  private boolean skip() {
    int gone = Math.min(skipping, rest.size());
    rest = rest.drop(gone);
    skipping -= gone;
    return skipping == 0;
  }
}
