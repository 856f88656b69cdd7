package talkspurt.audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads FLAC (RFC 9639) of 16 bits a sample, whoever wrote it. A file that ends within a frame, because whoever
 * wrote it was stopped, is read up to the frame before.
 */
public final class FlacReader {

  private static final int STREAM_INFO = 0;
  private static final int LPC = 0b100000;
  private static final int FIXED = 0b001000;
  private static final int ESCAPE_4 = 0b1111;
  private static final int ESCAPE_5 = 0b11111;
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  private final byte[] file;
  private final FlacInput in;
  private int rateHz;
  private int tracks;
  private int bits;
  private final List<int[][]> blocks = new ArrayList<>();
  private int samples;

  private FlacReader(byte[] file) {
    this.file = file;
    this.in = new FlacInput(file);
  }

  /**
   * What was read.
   *
   * @param rateHz samples per second
   * @param tracks one array a track, all of one length
   */
  public record Sound(int rateHz, short[][] tracks) {}

  /** Whether this is FLAC at all. */
  public static boolean isFlac(byte[] file) {
    return file.length >= 4 && file[0] == 'f' && file[1] == 'L' && file[2] == 'a' && file[3] == 'C';
  }

  /**
   * Reads all whole frames.
   *
   * @throws IOException with what is wrong, where there is no such sound in it
   */
  public static Sound read(byte[] file) throws IOException {
    return new FlacReader(file).read();
  }

  private Sound read() throws IOException {
    if (!isFlac(file)) {
      throw new IOException("not a FLAC file");
    }
    try {
      in.skip(32);
      head();
    } catch (IndexOutOfBoundsException cut) {
      throw new IOException("a FLAC file without sound", cut);
    }
    if (rateHz == 0 || bits != FlacFormat.BITS) {
      throw new IOException("not FLAC of 16 bits a sample");
    }
    try {
      while (in.left() > 0 && frame()) {}
    } catch (IndexOutOfBoundsException cut) {
      // written up to here: what is whole was taken
    }
    return new Sound(rateHz, joined());
  }

  private void head() {
    boolean last = false;
    while (!last) {
      last = in.bits(1) == 1;
      int kind = in.bits(7);
      int length = in.bits(24);
      int from = in.at();
      if (kind == STREAM_INFO) {
        in.skip(10 * 8);
        rateHz = in.bits(20);
        tracks = in.bits(3) + 1;
        bits = in.bits(5) + 1;
      }
      in.at(from + length);
    }
  }

  /** Takes the next frame; false where none begins here, or one that was damaged. */
  private boolean frame() {
    int from = in.at();
    if (in.bits(15) != FlacFormat.SYNC_FIXED >> 1) {
      return false;
    }
    in.skip(1);
    int lengthCode = in.bits(4);
    int rateCode = in.bits(4);
    int layout = in.bits(4);
    in.skip(4);
    in.number();
    int count = in.blockLength(lengthCode);
    in.skip(rateCode == FlacFormat.RATE_IN_KHZ ? 8 : rateCode > FlacFormat.RATE_IN_KHZ ? 16 : 0);
    if (FlacFormat.crc8(file, from, in.at()) != in.bits(8)) {
      return false;
    }
    int own = layout < LEFT_SIDE ? layout + 1 : 2;
    if (own != tracks || layout > MID_SIDE) {
      return false;
    }
    int[][] block = new int[own][];
    for (int track = 0; track < own; track++) {
      boolean side = layout == LEFT_SIDE && track == 1
          || layout == SIDE_RIGHT && track == 0
          || layout == MID_SIDE && track == 1;
      block[track] = subframe(count, bits + (side ? 1 : 0));
    }
    in.align();
    int end = in.at();
    if (in.bits(16) != FlacFormat.crc16(file, from, end)) {
      return false;
    }
    together(layout, block);
    blocks.add(block);
    samples += count;
    return true;
  }

  private int[] subframe(int count, int width) {
    in.skip(1);
    int kind = in.bits(6);
    int wasted = in.bits(1) == 0 ? 0 : in.zeros() + 1;
    int[] sound = new int[count];
    int own = width - wasted;
    if (kind == 0) {
      Arrays.fill(sound, in.signed(own));
    } else if (kind == 1) {
      warmUp(sound, count, own);
    } else if ((kind & LPC) != 0) {
      int order = (kind & 0b11111) + 1;
      warmUp(sound, order, own);
      linear(sound, order);
    } else if ((kind & FIXED) != 0) {
      int order = kind & 0b111;
      warmUp(sound, order, own);
      residual(sound, order);
      fixed(sound, order);
    } else {
      throw new IndexOutOfBoundsException("reserved subframe");
    }
    for (int n = 0; n < count; n++) {
      sound[n] <<= wasted;
    }
    return sound;
  }

  private void warmUp(int[] sound, int count, int width) {
    for (int n = 0; n < count; n++) {
      sound[n] = in.signed(width);
    }
  }

  private void linear(int[] sound, int order) {
    int precision = in.bits(4) + 1;
    int shift = in.signed(5);
    int[] factors = new int[order];
    for (int n = 0; n < order; n++) {
      factors[n] = in.signed(precision);
    }
    residual(sound, order);
    for (int n = order; n < sound.length; n++) {
      long sum = 0;
      for (int k = 0; k < order; k++) {
        sum += (long) factors[k] * sound[n - 1 - k];
      }
      sound[n] += (int) (sum >> shift);
    }
  }

  private static void fixed(int[] x, int order) {
    for (int n = order; n < x.length; n++) {
      x[n] += switch (order) {
        case 0 -> 0;
        case 1 -> x[n - 1];
        case 2 -> 2 * x[n - 1] - x[n - 2];
        case 3 -> 3 * x[n - 1] - 3 * x[n - 2] + x[n - 3];
        case 4 -> 4 * x[n - 1] - 6 * x[n - 2] + 4 * x[n - 3] - x[n - 4];
        default -> throw new IndexOutOfBoundsException("reserved predictor");
      };
    }
  }

  private void residual(int[] sound, int order) {
    int method = in.bits(2);
    int width = method == 0 ? 4 : 5;
    int escape = method == 0 ? ESCAPE_4 : ESCAPE_5;
    int partitions = 1 << in.bits(4);
    int each = sound.length / partitions;
    for (int part = 0; part < partitions; part++) {
      int rice = in.bits(width);
      int raw = rice == escape ? in.bits(5) : 0;
      for (int n = part == 0 ? order : part * each; n < (part + 1) * each; n++) {
        sound[n] = rice == escape ? in.signed(raw) : in.rice(rice);
      }
    }
  }

  private static void together(int layout, int[][] block) {
    for (int n = 0; layout >= LEFT_SIDE && n < block[0].length; n++) {
      int first = block[0][n];
      int second = block[1][n];
      if (layout == LEFT_SIDE) {
        block[1][n] = first - second;
      } else if (layout == SIDE_RIGHT) {
        block[0][n] = first + second;
      } else {
        int mid = first << 1 | second & 1;
        block[0][n] = mid + second >> 1;
        block[1][n] = mid - second >> 1;
      }
    }
  }

  private short[][] joined() {
    short[][] all = new short[tracks][samples];
    int at = 0;
    for (int[][] block : blocks) {
      for (int track = 0; track < tracks; track++) {
        for (int n = 0; n < block[track].length; n++) {
          all[track][at + n] = (short) block[track][n];
        }
      }
      at += block[0].length;
    }
    return all;
  }
}
