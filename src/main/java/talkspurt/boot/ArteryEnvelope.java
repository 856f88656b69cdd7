package talkspurt.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The beginning of each frame between nodes (Artery, version 0): 28 bytes, metadata where a flag says
 * so, and of sender, recipient and class those that are no number of a table. Whatever Artery fails on
 * while it reads this ends the streams of all nodes, and after the sixth time within 5 s this node.
 */
final class ArteryEnvelope {

  /** The part that is in each frame. */
  static final int FIXED_BYTES = 28;

  private static final int FLAGS_AT = 1;
  private static final int UID_AT = 4;
  private static final int[] TAGS_AT = {16, 20, 24};
  private static final int METADATA_FLAG = 1;
  private static final int IN_TABLE = 0xff00;

  private ArteryEnvelope() {}

  /** Whether Artery can read the beginning of the frame; any bytes may be asked about. */
  static boolean readable(byte[] bytes, int from, int length) {
    if (length < FIXED_BYTES
        || bytes[from] != 0
        || (bytes[from + FLAGS_AT] & ~METADATA_FLAG) != 0) {
      return false;
    }
    ByteBuffer frame = frame(bytes, from, length);
    int at = FIXED_BYTES;
    if (bytes[from + FLAGS_AT] == METADATA_FLAG) {
      int metadata = length < at + Integer.BYTES ? -1 : frame.getInt(at);
      at += Integer.BYTES;
      if (metadata < 0 || metadata > length - at) {
        return false;
      }
      at += metadata;
    }
    for (int tagAt : TAGS_AT) {
      int tag = frame.getInt(tagAt);
      if (tag >>> Short.SIZE == IN_TABLE) {
        continue;
      }
      int text = tag != at || length < at + Short.BYTES ? -1 : frame.getShort(at);
      at += Short.BYTES;
      if (text < 0 || text > length - at) {
        return false;
      }
      at += text;
    }
    return true;
  }

  /** The incarnation of the node that sends it. */
  static long uid(byte[] bytes, int from) {
    return frame(bytes, from, FIXED_BYTES).getLong(UID_AT);
  }

  private static ByteBuffer frame(byte[] bytes, int from, int length) {
    return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
