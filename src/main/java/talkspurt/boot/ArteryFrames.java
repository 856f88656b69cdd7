package talkspurt.boot;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets of one connection between nodes only whole frames pass that Artery can read: "AKKA", a byte that
 * names the stream, then frames, each after its length (4 bytes, little-endian), all of one node. Takes
 * any bytes, however they are cut; with the first that no node sends it is closed for good. Holds at
 * most one frame and what it is given at once.
 */
final class ArteryFrames {

  private static final byte[] MAGIC = "AKKA".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 1;
  private static final int CONTROL = 1;
  private static final int ORDINARY = 2;
  private static final int LARGE = 3;
  private static final int LEAST_CAPACITY = 4096;
  private static final int MAX_KEPT_CAPACITY = 65_536;

  private final int maxFrameBytes;
  private final int maxLargeFrameBytes;
  private byte[] held = new byte[LEAST_CAPACITY];
  private int size;
  private int maxBytes;
  private long uid;
  private boolean begun;
  private DoorRefusal refusal;

  /**
   * The beginning of a connection.
   *
   * @param maxFrameBytes how long a frame may be
   * @param maxLargeFrameBytes how long one of the stream for large messages may be; 0: this node has no
   *     such stream
   */
  ArteryFrames(int maxFrameBytes, int maxLargeFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.maxLargeFrameBytes = maxLargeFrameBytes;
  }

  /** Takes what came; returns what may go on to Artery, the header together with the first frame. */
  ByteString take(ByteString bytes) {
    if (refusal != null) {
      return ByteString.emptyByteString();
    }
    append(bytes);
    int checked = checked();
    ByteString passed = ByteString.fromArray(held, 0, checked);
    drop(checked);
    return passed;
  }

  /** Whether a frame has passed. */
  boolean begun() {
    return begun;
  }

  /** Why it is closed; empty as long as it is open. */
  Optional<DoorRefusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** How many bytes wait for the rest of their frame. */
  int waiting() {
    return size;
  }

  /** Up to where everything may pass. */
  private int checked() {
    int at = 0;
    if (!begun) {
      if (!header()) {
        return 0;
      }
      at = HEADER_BYTES;
    }
    int passed = 0;
    while (size - at >= Integer.BYTES) {
      int length = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
      at += Integer.BYTES;
      if (length < ArteryEnvelope.FIXED_BYTES || length > maxBytes) {
        refusal = DoorRefusal.FRAME_LENGTH;
        break;
      }
      if (size - at < length) {
        break;
      }
      if (!ofTheNode(at, length)) {
        refusal = DoorRefusal.NOT_AKKA;
        break;
      }
      at += length;
      passed = at;
    }
    return passed;
  }

  private boolean header() {
    int known = Math.min(size, MAGIC.length);
    if (!Arrays.equals(held, 0, known, MAGIC, 0, known)) {
      refusal = DoorRefusal.NOT_AKKA;
    } else if (size >= HEADER_BYTES) {
      int stream = held[MAGIC.length];
      if (stream == CONTROL || stream == ORDINARY) {
        maxBytes = maxFrameBytes;
      } else if (stream == LARGE && maxLargeFrameBytes > 0) {
        maxBytes = maxLargeFrameBytes;
      } else {
        refusal = DoorRefusal.NOT_AKKA;
      }
    }
    return refusal == null && size >= HEADER_BYTES;
  }

  /** A connection is of one node: Artery keeps tables for each it hears of. */
  private boolean ofTheNode(int at, int length) {
    if (!ArteryEnvelope.readable(held, at, length)) {
      return false;
    }
    long from = ArteryEnvelope.uid(held, at);
    if (begun && from != uid) {
      return false;
    }
    begun = true;
    uid = from;
    return true;
  }

  private void append(ByteString bytes) {
    int wanted = size + bytes.size();
    if (wanted > held.length) {
      held = Arrays.copyOf(held, Math.max(wanted, 2 * held.length));
    }
    bytes.copyToArray(held, size);
    size = wanted;
  }

  private void drop(int count) {
    size -= count;
    if (held.length > MAX_KEPT_CAPACITY && size <= LEAST_CAPACITY) {
      byte[] fewer = new byte[LEAST_CAPACITY];
      System.arraycopy(held, count, fewer, 0, size);
      held = fewer;
    } else {
      System.arraycopy(held, count, held, 0, size);
    }
  }
}
