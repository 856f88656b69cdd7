package talkspurt.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a WAV file while it comes, however its bytes are cut: PCM of 8 to 32 bits, float of 32 and 64,
 * A-law and µ-law, each also as WAVE_FORMAT_EXTENSIBLE, in RIFF and RF64. Chunks that are not needed are
 * passed over, whatever their size, with or without their padding. A length that was never gone back to
 * (0, or about 2 or 4 GB) means up to the end. What cannot be read is an {@link Unreadable}. Not
 * thread-safe.
 */
public final class Wav {

  /** Which files are taken. */
  public enum Channels {
    /** Those of one channel. */
    ONE,
    /** All; their channels are mixed. */
    MIXED
  }

  /** Why a file cannot be read, in words that go behind its name. */
  public static final class Unreadable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  /** Samples per second that are taken. */
  public static final int LEAST_RATE_HZ = 8000;

  /** Samples per second that are taken. */
  public static final int MAX_RATE_HZ = 192_000;

  private static final int MAX_HEAD_BYTES = 1 << 24;
  private static final long UNKNOWN_BYTES = 0x7fff_0000L;
  private static final int MAX_CHANNELS = 64;
  private static final int FILE_HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int LEAST_FORMAT = 16;
  private static final int EXTENDED_FORMAT = 40;
  private static final int SIZES = 16;
  private static final short[] NOTHING = new short[0];

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xfffe;

  /** The end of the name of every format of WAVE_FORMAT_EXTENSIBLE that is one of the old ones. */
  private static final byte[] OLD_FORMATS = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  /** What is read next. */
  private enum Part {
    FILE,
    CHUNK,
    FORMAT,
    SIZES,
    SOUND
  }

  private final Channels allowed;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream(FILE_HEAD);

  // the head
  private Part part = Part.FILE;
  private byte[] held = new byte[FILE_HEAD];
  private int filled;
  private long skip;
  private long headBytes;
  private long rest;
  private boolean odd;
  private boolean padded;
  private long wideBytes;

  // the format
  private int encoding;
  private int channels;
  private int rateHz;
  private int sampleBytes;

  // the sound
  private long left;

  /** A reader of one file. */
  public Wav(Channels allowed) {
    this.allowed = allowed;
  }

  /** Whether its sound has begun. */
  public boolean begun() {
    return part == Part.SOUND;
  }

  /** Whether all of its sound was read. */
  public boolean complete() {
    return begun() && left == 0;
  }

  /** Samples per second, once the sound has begun. */
  public int rateHz() {
    return rateHz;
  }

  /** The samples that come with the next bytes, of one channel. */
  public short[] read(byte[] bytes) {
    int at = 0;
    while (part != Part.SOUND && at < bytes.length) {
      at = head(bytes, at);
    }
    return part == Part.SOUND && at < bytes.length ? sound(bytes, at) : NOTHING;
  }

  /** Nothing more will come: an {@link Unreadable} where the sound has not begun. */
  public void end() {
    if (part == Part.FILE) {
      throw unlike(Arrays.copyOf(held, filled));
    }
    if (part != Part.SOUND) {
      throw new Unreadable("a WAV file without sound");
    }
  }

  // ---- the head

  private int head(byte[] bytes, int from) {
    int at = from;
    if (padded && skip == 0) {
      padded = false;
      if (bytes[at] == 0) {
        return at + 1; // some writers leave the padding out
      }
    }
    int count = skip > 0
        ? (int) Math.min(skip, bytes.length - at)
        : Math.min(held.length - filled, bytes.length - at);
    headBytes += count;
    if (headBytes > MAX_HEAD_BYTES) {
      throw new Unreadable(
          "a WAV file without sound in its first " + (MAX_HEAD_BYTES >> 20) + " MB");
    }
    if (skip > 0) {
      skip -= count;
    } else {
      System.arraycopy(bytes, at, held, filled, count);
      filled += count;
      if (filled == held.length) {
        next();
      }
    }
    return at + count;
  }

  private void next() {
    ByteBuffer in = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);
    switch (part) {
      case FILE -> {
        file(in);
        passOver();
      }
      case CHUNK -> chunk(in);
      case FORMAT -> {
        format(in);
        passOver();
      }
      case SIZES -> {
        wideBytes = in.getLong(8);
        passOver();
      }
      case SOUND -> throw new AssertionError(part);
    }
  }

  private void expect(Part next, int bytes) {
    part = next;
    held = new byte[bytes];
    filled = 0;
  }

  private static void file(ByteBuffer in) {
    String kind = tag(in, 0);
    boolean riff = kind.equals("RIFF") || kind.equals("RF64") || kind.equals("BW64");
    if (!riff || !tag(in, 8).equals("WAVE")) {
      throw unlike(in.array());
    }
  }

  private static Unreadable unlike(byte[] head) {
    SoundFormat format = SoundFormat.of(head, true).orElse(SoundFormat.SAMPLES);
    return new Unreadable(
        format == SoundFormat.WAV || format == SoundFormat.SAMPLES
            ? "no WAV file"
            : "no WAV file but " + format.words());
  }

  private void chunk(ByteBuffer in) {
    String name = tag(in, 0);
    long length = in.getInt(4) & 0xffff_ffffL;
    if (name.equals("data")) {
      if (rateHz == 0) {
        throw new Unreadable("a WAV file that does not tell its rate before its sound");
      }
      boolean wide = length == 0xffff_ffffL && wideBytes > 0;
      boolean open = !wide && (length == 0 || length >= UNKNOWN_BYTES);
      left = open ? Long.MAX_VALUE : wide ? wideBytes : length;
      part = Part.SOUND;
      return;
    }
    int kept = 0;
    if (name.equals("fmt ")) {
      if (length < LEAST_FORMAT) {
        throw new Unreadable("a WAV file with a format of " + length + " bytes");
      }
      kept = (int) Math.min(length, EXTENDED_FORMAT);
      expect(Part.FORMAT, kept);
    } else if (name.equals("ds64") && length >= SIZES) {
      kept = SIZES;
      expect(Part.SIZES, kept);
    }
    rest = length - kept;
    odd = length % 2 == 1;
    if (kept == 0) {
      passOver();
    }
  }

  /** What is left of a chunk; then the next is read. */
  private void passOver() {
    expect(Part.CHUNK, CHUNK_HEAD);
    skip = rest;
    padded = odd;
  }

  private void format(ByteBuffer in) {
    encoding = in.getShort(0) & 0xffff;
    channels = in.getShort(2) & 0xffff;
    long rate = in.getInt(4) & 0xffff_ffffL;
    int block = in.getShort(12) & 0xffff;
    int bits = in.getShort(14) & 0xffff;
    if (encoding == EXTENSIBLE && held.length == EXTENDED_FORMAT) {
      boolean old = Arrays.equals(held, 26, 40, OLD_FORMATS, 0, OLD_FORMATS.length);
      encoding = old ? in.getShort(24) & 0xffff : EXTENSIBLE;
    } else if (encoding == EXTENSIBLE) {
      encoding = PCM;
    }
    sampleBytes = sampleBytes(bits, block);
    if (channels == 0 || channels > MAX_CHANNELS || allowed == Channels.ONE && channels > 1) {
      throw new Unreadable("a WAV file of " + channels + " channels; allowed: "
          + (allowed == Channels.ONE ? "1" : "1 to " + MAX_CHANNELS));
    }
    if (rate < LEAST_RATE_HZ || rate > MAX_RATE_HZ) {
      throw new Unreadable(
          "a WAV file of " + rate + " Hz; allowed: " + LEAST_RATE_HZ + " to " + MAX_RATE_HZ);
    }
    rateHz = (int) rate;
  }

  /** Samples of 12 or 20 bits stand in 2 or 3 bytes, those of 24 in 3 or 4. */
  private int sampleBytes(int bits, int block) {
    boolean known = switch (encoding) {
      case PCM -> bits >= 1 && bits <= 32;
      case FLOAT -> bits == 32 || bits == 64;
      case A_LAW, MU_LAW -> bits == 8;
      default -> false;
    };
    if (!known) {
      throw new Unreadable("a WAV file of " + named() + " with " + bits
          + " bits; allowed: PCM of 8 to 32 bits, float, A-law, \u00b5-law");
    }
    int least = (bits + 7) / 8;
    int told = channels == 0 ? 0 : block / channels;
    return encoding == PCM && least > 1 && told > least && told <= 4 ? told : least;
  }

  private String named() {
    return switch (encoding) {
      case PCM -> "PCM";
      case FLOAT -> "float";
      case A_LAW -> "A-law";
      case MU_LAW -> "\u00b5-law";
      case 0x02, 0x11 -> "ADPCM";
      case 0x31 -> "GSM";
      case 0x50, 0x55 -> "MPEG audio";
      default -> String.format("encoding 0x%04x", encoding);
    };
  }

  // ---- the sound

  private short[] sound(byte[] bytes, int from) {
    int count = (int) Math.min(bytes.length - from, left);
    left -= count;
    all.write(bytes, from, count);
    int frame = sampleBytes * channels;
    if (all.size() < frame) {
      return NOTHING;
    }
    ByteBuffer in = ByteBuffer.wrap(all.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    all.reset();
    short[] samples = new short[in.limit() / frame];
    for (int i = 0; i < samples.length; i++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += sample(in, i * frame + channel * sampleBytes);
      }
      samples[i] =
          (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum / channels)));
    }
    all.write(in.array(), samples.length * frame, in.limit() - samples.length * frame);
    return samples;
  }

  private double sample(ByteBuffer in, int at) {
    return switch (encoding) {
      case A_LAW -> G711.fromALaw(new byte[] {in.get(at)})[0];
      case MU_LAW -> G711.fromMuLaw(new byte[] {in.get(at)})[0];
      case FLOAT ->
        finite(sampleBytes == 4 ? in.getFloat(at) : in.getDouble(at)) * (Short.MAX_VALUE + 1);
      default -> linear(in, at);
    };
  }

  private static double finite(double sample) {
    return Double.isNaN(sample) ? 0 : Math.max(-1, Math.min(1, sample));
  }

  private double linear(ByteBuffer in, int at) {
    return switch (sampleBytes) {
      case 1 -> (in.get(at) & 0xff) - 128 << 8;
      case 2 -> in.getShort(at);
      case 3 -> (in.getShort(at + 1) * 256 + (in.get(at) & 0xff)) / 256.0;
      default -> in.getInt(at) / 65_536.0;
    };
  }

  private static String tag(ByteBuffer in, int at) {
    return new String(in.array(), at, 4, StandardCharsets.US_ASCII);
  }
}
