package talkspurt.recording;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns the bytes of an encrypted file, as they come, into those of the clear one. Whatever is given out is as it was
 * written; a file that was not closed ends with its last whole frame. Not thread-safe.
 */
final class Unsealer {

  private static final byte[] NOTHING = {};

  private final SealHead head;
  private final FrameCipher cipher;
  private final Optional<Closing> closing;
  private byte[] pending = NOTHING;
  private int skip;
  private int number;
  private long clear;
  private boolean over;

  /**
   * What the last frame of a closed file tells.
   *
   * @param number of that frame
   * @param clearBytes how long the clear file is
   * @param head its first bytes, as they were at the end
   * @param index where frames are; empty of files of version 1
   */
  record Closing(int number, long clearBytes, byte[] head, FrameIndex index) {}

  /**
   * Of a file from its first byte on.
   *
   * @param closing what was found at its end; empty where it was not closed
   */
  Unsealer(SealHead head, FrameCipher cipher, Optional<Closing> closing) {
    this.head = head;
    this.cipher = cipher;
    this.closing = closing;
    this.skip = head.length();
  }

  /**
   * Of a file from a frame on.
   *
   * @param from where the first of the bytes is that are taken
   */
  Unsealer(SealHead head, FrameCipher cipher, Closing closing, FrameIndex.Place from) {
    this.head = head;
    this.cipher = cipher;
    this.closing = Optional.of(closing);
    this.number = from.frame();
    this.clear = from.clear();
  }

  /**
   * What the end of a file tells; empty where it was not closed.
   *
   * @param end the last {@link SealHead#maxClosingBytes} of the file, or all behind its head
   */
  static Optional<Closing> closing(SealHead head, FrameCipher cipher, byte[] end) {
    int behind = end.length - head.behindBytes();
    if (behind < 0) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(end);
    int number = in.getInt(behind);
    int told = Long.BYTES + head.headBytes();
    int sealed = head.hasIndex()
        ? in.getInt(behind + FrameCipher.NUMBER_BYTES)
        : told + FrameCipher.TAG_BYTES;
    int from = behind - sealed - FrameCipher.LENGTH_BYTES;
    if (sealed < told + FrameCipher.TAG_BYTES || from < 0 || in.getInt(from) != sealed) {
      return Optional.empty();
    }
    byte[] open = cipher.open(number, true, end, from + FrameCipher.LENGTH_BYTES, sealed);
    return open == null
        ? Optional.empty()
        : Optional.of(new Closing(
            number,
            ByteBuffer.wrap(open).getLong(),
            Arrays.copyOfRange(open, Long.BYTES, told),
            FrameIndex.read(ByteBuffer.wrap(open, told, open.length - told))));
  }

  /**
   * The next bytes of the file.
   *
   * @return those of the clear file that follow from them
   * @throws SealedFileException where they are not as they were written
   */
  byte[] take(byte[] bytes) throws SealedFileException {
    int from = Math.min(skip, bytes.length);
    skip -= from;
    byte[] all = joined(pending, bytes, from);
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
    int at = 0;
    while (!over && all.length - at >= FrameCipher.LENGTH_BYTES) {
      int length = ByteBuffer.wrap(all, at, FrameCipher.LENGTH_BYTES).getInt();
      if (length < FrameCipher.TAG_BYTES
          || length > FrameCipher.MAX_CLEAR + FrameCipher.TAG_BYTES + SealHead.MAX_HEAD) {
        throw damaged();
      }
      if (all.length - at - FrameCipher.LENGTH_BYTES < length) {
        break;
      }
      frame(all, at + FrameCipher.LENGTH_BYTES, length, out);
      at += FrameCipher.LENGTH_BYTES + length;
    }
    pending = over ? NOTHING : Arrays.copyOfRange(all, at, all.length);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second, int from) {
    byte[] all = Arrays.copyOf(first, first.length + second.length - from);
    System.arraycopy(second, from, all, first.length, second.length - from);
    return all;
  }

  private void frame(byte[] all, int at, int length, ByteArrayOutputStream out)
      throws SealedFileException {
    if (closing.isPresent() && closing.get().number() == number) {
      byte[] last = cipher.open(number, true, all, at, length);
      if (last == null || clear != closing.get().clearBytes()) {
        throw damaged();
      }
      over = true;
      return;
    }
    byte[] open = cipher.open(number, false, all, at, length);
    if (open == null) {
      // whoever wrote it was stopped while closing it
      over = closing.isEmpty() && cipher.open(number, true, all, at, length) != null;
      if (!over) {
        throw damaged();
      }
      return;
    }
    number++;
    withHead(open);
    clear += open.length;
    out.writeBytes(open);
  }

  private void withHead(byte[] open) {
    if (closing.isPresent() && clear < closing.get().head().length) {
      byte[] last = closing.get().head();
      System.arraycopy(
          last, (int) clear, open, 0, (int) Math.min(open.length, last.length - clear));
    }
  }

  /**
   * There is no more of the file.
   *
   * @throws SealedFileException where it was closed, and some of it is missing
   */
  void end() throws SealedFileException {
    if (closing.isPresent() && !over) {
      throw new SealedFileException("it ends before frame " + closing.get().number());
    }
  }

  private SealedFileException damaged() {
    return new SealedFileException("frame " + number + " is not as it was written with key '"
        + head.keyId() + "'; what is before it is");
  }
}
