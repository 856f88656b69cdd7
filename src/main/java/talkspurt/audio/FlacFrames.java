package talkspurt.audio;

import static talkspurt.audio.FlacFormat.BITS;

import java.nio.ByteBuffer;

/**
 * Writes 16-bit sound as FLAC, one frame at a time: each can be decoded without any other, so that a file that
 * ends anywhere is whole up to its last complete frame. Fixed predictors and partitioned Rice codes; the
 * tracks are coded each by itself. Allocates nothing per frame. Not thread-safe.
 */
public final class FlacFrames {

  private static final int MAX_ORDER = 4;
  private static final int MAX_PARTITION_ORDER = 5;
  private static final int MAX_RICE = 14;
  private static final int LONGEST_HEADER = 32;

  private final int rateHz;
  private final int tracks;
  private final int blockSamples;
  private final FlacBits out;
  private final int[] residual;
  private final int[] best;
  private final int[] rices = new int[1 << MAX_PARTITION_ORDER];
  private final int[] triedRices = new int[1 << MAX_PARTITION_ORDER];
  private long number;

  /**
   * A stream that begins.
   *
   * @param rateHz samples per second, 1 to 655350
   * @param tracks 1 to 8
   * @param blockSamples in each frame but the last, 16 to 65535
   */
  public FlacFrames(int rateHz, int tracks, int blockSamples) {
    this.rateHz = rateHz;
    this.tracks = tracks;
    this.blockSamples = blockSamples;
    // never longer than the samples as they are
    this.out = new FlacBits(LONGEST_HEADER + tracks * (2 * blockSamples + 8));
    this.residual = new int[blockSamples];
    this.best = new int[blockSamples];
  }

  /** How many samples a frame holds, but the last. */
  public int blockSamples() {
    return blockSamples;
  }

  /**
   * The next frame.
   *
   * @param sound one array a track
   * @param count how many samples of each; fewer than {@link #blockSamples} in the last frame alone
   * @return valid until the next call
   */
  public ByteBuffer frame(short[][] sound, int count) {
    out.clear();
    header(count);
    for (int track = 0; track < tracks; track++) {
      subframe(sound[track], count);
    }
    out.align();
    out.put(FlacFormat.crc16(out.bytes(), 0, out.length()), 16);
    number++;
    return ByteBuffer.wrap(out.bytes(), 0, out.length());
  }

  private void header(int count) {
    out.put(FlacFormat.SYNC_FIXED, 16);
    out.put(0b0111, 4); // 16 bits of length below
    int rate = FlacFormat.rateCode(rateHz);
    out.put(rate, 4);
    out.put(tracks - 1, 4);
    out.put(0b1000, 4); // 16 bits a sample
    out.number(number);
    out.put(count - 1, 16);
    if (rate == FlacFormat.RATE_IN_KHZ) {
      out.put(rateHz / 1000, 8);
    }
    out.put(FlacFormat.crc8(out.bytes(), 0, out.length()), 8);
  }

  private void subframe(short[] samples, int count) {
    if (isConstant(samples, count)) {
      out.put(0b0000_0000, 8);
      out.put(samples[0] & 0xffff, BITS);
      return;
    }
    int order = order(samples, count);
    differences(samples, count, order, best);
    int partitions = partitions(best, count, order);
    long bits = 6 + (long) order * BITS + riceBits(best, count, order, partitions, rices);
    if (bits >= (long) count * BITS) {
      out.put(0b0000_0010, 8);
      for (int n = 0; n < count; n++) {
        out.put(samples[n] & 0xffff, BITS);
      }
      return;
    }
    out.put(0b0001_0000 | order << 1, 8);
    for (int n = 0; n < order; n++) {
      out.put(samples[n] & 0xffff, BITS);
    }
    out.put(0b00, 2);
    out.put(partitions, 4);
    residual(count, order, partitions);
  }

  private static boolean isConstant(short[] samples, int count) {
    for (int n = 1; n < count; n++) {
      if (samples[n] != samples[0]) {
        return false;
      }
    }
    return true;
  }

  /** The order of the fixed predictor whose errors are the smallest. */
  private int order(short[] samples, int count) {
    int found = 0;
    long least = Long.MAX_VALUE;
    for (int order = 0; order <= Math.min(MAX_ORDER, count - 1); order++) {
      differences(samples, count, order, residual);
      long sum = 0;
      for (int n = order; n < count; n++) {
        sum += Math.abs(residual[n]);
      }
      if (sum < least) {
        least = sum;
        found = order;
      }
    }
    return found;
  }

  /** From {@code order} on, what the fixed predictor of this order gets wrong. */
  private static void differences(short[] x, int count, int order, int[] into) {
    switch (order) {
      case 0 -> {
        for (int n = 0; n < count; n++) {
          into[n] = x[n];
        }
      }
      case 1 -> {
        for (int n = 1; n < count; n++) {
          into[n] = x[n] - x[n - 1];
        }
      }
      case 2 -> {
        for (int n = 2; n < count; n++) {
          into[n] = x[n] - 2 * x[n - 1] + x[n - 2];
        }
      }
      case 3 -> {
        for (int n = 3; n < count; n++) {
          into[n] = x[n] - 3 * x[n - 1] + 3 * x[n - 2] - x[n - 3];
        }
      }
      case 4 -> {
        for (int n = 4; n < count; n++) {
          into[n] = x[n] - 4 * x[n - 1] + 6 * x[n - 2] - 4 * x[n - 3] + x[n - 4];
        }
      }
      default -> throw new AssertionError(order);
    }
  }

  /** The order of partitions that takes the fewest bits; their codes are in {@link #rices} then. */
  private int partitions(int[] errors, int count, int order) {
    int found = 0;
    long least = Long.MAX_VALUE;
    for (int tried = 0; tried <= MAX_PARTITION_ORDER; tried++) {
      if (count % (1 << tried) != 0 || count >> tried <= order) {
        break;
      }
      long bits = riceBits(errors, count, order, tried, triedRices);
      if (bits < least) {
        least = bits;
        found = tried;
      }
    }
    return found;
  }

  /** How many bits the errors take; the parameter of each partition goes into {@code into}. */
  private long riceBits(int[] errors, int count, int order, int partitions, int[] into) {
    int each = count >> partitions;
    long bits = 0;
    for (int part = 0; part < 1 << partitions; part++) {
      int from = part == 0 ? order : part * each;
      int to = (part + 1) * each;
      long sum = 0;
      for (int n = from; n < to; n++) {
        sum += folded(errors[n]);
      }
      into[part] = rice(sum, to - from);
      bits += 4 + riceBits(errors, from, to, into[part]);
    }
    return bits;
  }

  /** The parameter that suits errors of this sum. */
  private static int rice(long sum, int count) {
    int rice = 0;
    while (rice < MAX_RICE && (long) count << rice + 1 <= sum) {
      rice++;
    }
    return rice;
  }

  private static long riceBits(int[] errors, int from, int to, int rice) {
    long bits = (long) (to - from) * (1 + rice);
    for (int n = from; n < to; n++) {
      bits += folded(errors[n]) >> rice;
    }
    return bits;
  }

  private void residual(int count, int order, int partitions) {
    int each = count >> partitions;
    for (int part = 0; part < 1 << partitions; part++) {
      int rice = rices[part];
      out.put(rice, 4);
      for (int n = part == 0 ? order : part * each; n < (part + 1) * each; n++) {
        out.rice(folded(best[n]), rice);
      }
    }
  }

  private static int folded(int error) {
    return error << 1 ^ error >> 31;
  }
}
