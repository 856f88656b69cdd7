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
  private final FlacBits out;
  private final int[] errors;
  private final long[] sums = new long[1 << MAX_PARTITION_ORDER];
  private final int[] rices = new int[1 << MAX_PARTITION_ORDER];
  private final int[] triedRices = new int[1 << MAX_PARTITION_ORDER];
  private long bits;
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
    // never longer than the samples as they are
    this.out = new FlacBits(LONGEST_HEADER + tracks * (2 * blockSamples + 8));
    this.errors = new int[blockSamples];
  }

  /**
   * The next frame.
   *
   * @param sound one array a track
   * @param count how many samples of each; fewer than a whole block in the last frame alone
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
    differences(samples, count, order, errors);
    int partitions = partitions(count, order);
    if (6 + (long) order * BITS + bits >= (long) count * BITS) {
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

  /** The order of the fixed predictor with the least errors; those of each are the differences of the one before. */
  private static int order(short[] x, int count) {
    if (count <= MAX_ORDER) {
      return 0;
    }
    int last0 = x[3];
    int last1 = x[3] - x[2];
    int last2 = last1 - (x[2] - x[1]);
    int last3 = last2 - (x[2] - 2 * x[1] + x[0]);
    long sum0 = 0;
    long sum1 = 0;
    long sum2 = 0;
    long sum3 = 0;
    long sum4 = 0;
    for (int n = MAX_ORDER; n < count; n++) {
      int error0 = x[n];
      int error1 = error0 - last0;
      int error2 = error1 - last1;
      int error3 = error2 - last2;
      int error4 = error3 - last3;
      last0 = error0;
      last1 = error1;
      last2 = error2;
      last3 = error3;
      sum0 += Math.abs(error0);
      sum1 += Math.abs(error1);
      sum2 += Math.abs(error2);
      sum3 += Math.abs(error3);
      sum4 += Math.abs(error4);
    }
    long least = Math.min(Math.min(sum0, sum1), Math.min(sum2, Math.min(sum3, sum4)));
    return least == sum0 ? 0 : least == sum1 ? 1 : least == sum2 ? 2 : least == sum3 ? 3 : 4;
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

  /** The order of partitions that takes the fewest bits, at most {@link #bits}; their codes are in {@link #rices}. */
  private int partitions(int count, int order) {
    int finest = 0;
    while (finest < MAX_PARTITION_ORDER
        && count % (2 << finest) == 0
        && count >> finest + 1 > order) {
      finest++;
    }
    sums(count, order, finest);
    int found = 0;
    bits = Long.MAX_VALUE;
    for (int tried = finest; tried >= 0; tried--) {
      long taken = riceBits(count, order, tried);
      if (taken < bits) {
        bits = taken;
        found = tried;
        System.arraycopy(triedRices, 0, rices, 0, 1 << tried);
      }
      for (int part = 0; part < 1 << tried - 1 && tried > 0; part++) {
        sums[part] = sums[2 * part] + sums[2 * part + 1];
      }
    }
    return found;
  }

  private void sums(int count, int order, int partitions) {
    int each = count >> partitions;
    for (int part = 0; part < 1 << partitions; part++) {
      long sum = 0;
      for (int n = part == 0 ? order : part * each; n < (part + 1) * each; n++) {
        sum += folded(errors[n]);
      }
      sums[part] = sum;
    }
  }

  /** How many bits errors of these sums take at most; the parameter of each partition is in {@link #triedRices}. */
  private long riceBits(int count, int order, int partitions) {
    int each = count >> partitions;
    long all = 0;
    for (int part = 0; part < 1 << partitions; part++) {
      int own = part == 0 ? each - order : each;
      int rice = rice(sums[part], own);
      triedRices[part] = rice;
      all += 4 + (long) own * (1 + rice) + (sums[part] >> rice);
    }
    return all;
  }

  /** The parameter that suits errors of this sum. */
  private static int rice(long sum, int count) {
    int rice = 0;
    while (rice < MAX_RICE && (long) count << rice + 1 <= sum) {
      rice++;
    }
    return rice;
  }

  private void residual(int count, int order, int partitions) {
    int each = count >> partitions;
    for (int part = 0; part < 1 << partitions; part++) {
      int rice = rices[part];
      out.put(rice, 4);
      for (int n = part == 0 ? order : part * each; n < (part + 1) * each; n++) {
        out.rice(folded(errors[n]), rice);
      }
    }
  }

  private static int folded(int error) {
    return error << 1 ^ error >> 31;
  }
}
