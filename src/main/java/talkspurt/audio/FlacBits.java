package talkspurt.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits one behind the other, the highest first. Not thread-safe. */
final class FlacBits {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int length;
  private long pending;
  private int count;

  /** Room for so many bytes. */
  FlacBits(int most) {
    bytes = new byte[most + Integer.BYTES];
  }

  void clear() {
    length = 0;
    pending = 0;
    count = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** How many whole bytes there are. */
  int length() {
    while (count >= 8) {
      count -= 8;
      bytes[length++] = (byte) (pending >>> count);
    }
    return length;
  }

  /** The lowest {@code bits} of a value, at most 32. */
  void put(int value, int bits) {
    pending = pending << bits | value & (1L << bits) - 1;
    count += bits;
    if (count >= Integer.SIZE) {
      count -= Integer.SIZE;
      WORDS.set(bytes, length, (int) (pending >>> count));
      length += Integer.BYTES;
    }
  }

  /** So many zeros and a one, and {@code rice} bits of the rest. */
  void rice(int folded, int rice) {
    int zeros = folded >>> rice;
    if (zeros + 1 + rice <= 32) {
      put(1 << rice | folded & (1 << rice) - 1, zeros + 1 + rice);
      return;
    }
    for (; zeros >= 24; zeros -= 24) {
      put(0, 24);
    }
    put(1, zeros + 1);
    put(folded, rice);
  }

  /** As UTF-8 would write it, of up to 36 bits. */
  void number(long value) {
    if (value < 0x80) {
      put((int) value, 8);
      return;
    }
    int more = 1;
    while (value >> 5 * more + 6 != 0) {
      more++;
    }
    put((0xff00 >> more + 1 | (int) (value >> 6 * more)) & 0xff, 8);
    for (int left = more - 1; left >= 0; left--) {
      put(0x80 | (int) (value >> 6 * left) & 0x3f, 8);
    }
  }

  /** Up to the next whole byte. */
  void align() {
    int begun = count % 8;
    if (begun > 0) {
      put(0, 8 - begun);
    }
  }
}
