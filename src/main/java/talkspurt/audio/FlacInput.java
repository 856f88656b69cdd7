package talkspurt.audio;

/** Bits of a file, the highest first; past its end an {@link IndexOutOfBoundsException}. Not thread-safe. */
final class FlacInput {

  private final byte[] file;
  private long at;

  FlacInput(byte[] file) {
    this.file = file;
  }

  /** The next whole byte. */
  int at() {
    return (int) (at + 7 >> 3);
  }

  void at(int bytes) {
    at = (long) bytes << 3;
  }

  /** Bytes that are left. */
  int left() {
    return file.length - at();
  }

  void skip(int bits) {
    at += bits;
  }

  void align() {
    at = at + 7 & ~7L;
  }

  /** Up to 32 bits, unsigned but for 32. */
  int bits(int count) {
    int value = 0;
    for (int left = count; left > 0; ) {
      int free = 8 - (int) (at & 7);
      int some = Math.min(left, free);
      int part = file[(int) (at >> 3)] >> free - some & (1 << some) - 1;
      value = value << some | part;
      at += some;
      left -= some;
    }
    return value;
  }

  int signed(int count) {
    return count == 0 ? 0 : bits(count) << 32 - count >> 32 - count;
  }

  /** How many zeros stand before the next one, which is read, too. */
  int zeros() {
    int zeros = 0;
    while (bits(1) == 0) {
      zeros++;
    }
    return zeros;
  }

  int rice(int parameter) {
    int folded = zeros() << parameter | bits(parameter);
    return folded >>> 1 ^ -(folded & 1);
  }

  /** A number as UTF-8 writes it. */
  long number() {
    int first = bits(8);
    int more = 0;
    while (more < 7 && (first & 0x80 >> more) != 0) {
      more++;
    }
    if (more == 0) {
      return first;
    }
    long value = first & 0x7f >> more;
    for (int n = 1; n < more; n++) {
      value = value << 6 | bits(8) & 0x3f;
    }
    return value;
  }

  /** How many samples a frame has of each track, by its code. */
  int blockLength(int code) {
    return switch (code) {
      case 0 -> throw new IndexOutOfBoundsException("reserved length");
      case 1 -> 192;
      case 2, 3, 4, 5 -> 576 << code - 2;
      case 6 -> bits(8) + 1;
      case 7 -> bits(16) + 1;
      default -> 256 << code - 8;
    };
  }
}
