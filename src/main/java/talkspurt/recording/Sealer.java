package talkspurt.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes an encrypted file of a clear one that grows: a {@link SealHead}, a frame for whatever is added at once, and when it is
 * closed a last frame with the length of the clear file, its head and a {@link FrameIndex}. Not thread-safe.
 */
final class Sealer {

  private final SealHead own;
  private final FrameCipher cipher;
  private byte[] head;
  private int number;
  private long clear;
  private final FrameIndex index = new FrameIndex();

  /**
   * Of a new file.
   *
   * @param keys of which one is the current
   * @param headBytes so many of the clear file's first bytes may be written anew
   */
  Sealer(RecordingKeys keys, int headBytes) throws MissingKeyException {
    own = SealHead.create(keys.current().orElseThrow(), headBytes);
    cipher = FrameCipher.of(own, keys);
    head = new byte[0];
  }

  /** What stands before all frames. */
  ByteBuffer begin() {
    return ByteBuffer.wrap(own.bytes());
  }

  /** Bytes that are added at the end of the clear file. */
  ByteBuffer add(ByteBuffer some) throws IOException {
    int frames = (some.remaining() + FrameCipher.MAX_CLEAR - 1) / FrameCipher.MAX_CLEAR;
    ByteBuffer out = ByteBuffer.allocate(
        some.remaining() + frames * (FrameCipher.LENGTH_BYTES + FrameCipher.TAG_BYTES));
    while (some.hasRemaining()) {
      byte[] one = new byte[Math.min(some.remaining(), FrameCipher.MAX_CLEAR)];
      some.get(one);
      if (head.length < own.headBytes()) {
        int from = head.length;
        int more = Math.min(one.length, own.headBytes() - from);
        head = Arrays.copyOf(head, from + more);
        System.arraycopy(one, 0, head, from, more);
      }
      clear += one.length;
      index.add(one.length);
      out.put(frame(one, false));
    }
    return out.flip();
  }

  /** The clear file begins with these from now on; it is not written before {@link #close}: no frame is written twice. */
  void head(ByteBuffer anew) {
    if (anew.remaining() != own.headBytes()) {
      throw new IllegalArgumentException(
          "a head of " + anew.remaining() + " bytes instead of " + own.headBytes());
    }
    head = new byte[own.headBytes()];
    anew.get(head);
  }

  /** The last frame. */
  ByteBuffer close() throws IOException {
    int last = number;
    byte[] frames = index.write();
    byte[] told = ByteBuffer.allocate(Long.BYTES + own.headBytes() + frames.length)
        .putLong(clear)
        .put(Arrays.copyOf(head, own.headBytes()))
        .put(frames)
        .array();
    ByteBuffer frame = frame(told, true);
    int sealed = frame.remaining() - FrameCipher.LENGTH_BYTES;
    return ByteBuffer.allocate(frame.remaining() + own.behindBytes())
        .put(frame)
        .putInt(last)
        .putInt(sealed)
        .flip();
  }

  /** A number is used up once it was tried: what a full disk took of a frame may have been seen. */
  private ByteBuffer frame(byte[] some, boolean last) throws IOException {
    if (number == Integer.MAX_VALUE) {
      throw new IOException("the encrypted file has as many frames as it may have");
    }
    byte[] sealed = cipher.seal(number++, last, some, 0, some.length);
    return ByteBuffer.allocate(FrameCipher.LENGTH_BYTES + sealed.length)
        .putInt(sealed.length)
        .put(sealed)
        .flip();
  }
}
