package talkspurt.provider;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;

/**
 * Reads a WAV file of 16-bit samples of one channel while it comes. The rate is taken from its head;
 * lengths there are those of a file that was never gone back to where they say so (0, or about 2 or 4
 * GB), and then the end of the bytes is the end of the sound.
 */
public final class WavReader implements SoundReader {

  private static final int MOST_HEAD_BYTES = 65_536;
  private static final long UNKNOWN_BYTES = 0x7fff_0000L;
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int FORMAT_BYTES = 16;
  private static final int LEAST_RATE_HZ = 8000;
  private static final int MOST_RATE_HZ = 192_000;

  private final String provider;
  private byte[] head = new byte[0];
  private int rateHz;
  private PcmReader samples;
  private long left;

  /** A reader of one file. */
  public WavReader(String provider) {
    this.provider = provider;
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    if (samples != null) {
      return samples(bytes, 0);
    }
    int before = head.length;
    head = Arrays.copyOf(head, before + bytes.length);
    System.arraycopy(bytes, 0, head, before, bytes.length);
    int data = dataFrom(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN));
    if (data < 0 && head.length > MOST_HEAD_BYTES) {
      throw broken("no sound in the first " + MOST_HEAD_BYTES + " bytes of the WAV file");
    }
    if (data < 0) {
      return List.of();
    }
    byte[] all = head;
    head = new byte[0];
    samples = new PcmReader(provider, rateHz);
    return samples(all, data);
  }

  private List<Sound> samples(byte[] bytes, int from) {
    int to = (int) Math.min(bytes.length, from + left);
    left -= to - from;
    return to == from ? List.of() : new ArrayList<>(samples.read(bytes, from, to));
  }

  @Override
  public void end() {
    if (samples == null) {
      throw broken("no WAV file");
    }
  }

  /** Where the samples begin; -1 where that has not come yet. */
  private int dataFrom(ByteBuffer in) {
    if (in.limit() >= 12 && !("RIFF".equals(tag(in, 0)) && "WAVE".equals(tag(in, 8)))) {
      throw broken("no WAV file");
    }
    int at = 12;
    while (at + 8 <= in.limit()) {
      long length = in.getInt(at + 4) & 0xffff_ffffL;
      if ("data".equals(tag(in, at))) {
        if (rateHz == 0) {
          throw broken("a WAV file that does not say its rate");
        }
        left = length == 0 || length >= UNKNOWN_BYTES ? Long.MAX_VALUE >> 1 : length;
        return at + 8;
      }
      if (length > MOST_HEAD_BYTES) {
        throw broken("no sound in the first " + MOST_HEAD_BYTES + " bytes of the WAV file");
      }
      if ("fmt ".equals(tag(in, at)) && at + 8 + FORMAT_BYTES <= in.limit()) {
        format(in, at + 8, length);
      }
      at += 8 + (int) (length + length % 2);
    }
    return -1;
  }

  private void format(ByteBuffer in, int at, long length) {
    int encoding = in.getShort(at) & 0xffff;
    int channels = in.getShort(at + 2) & 0xffff;
    int bits = in.getShort(at + 14) & 0xffff;
    int rate = in.getInt(at + 4);
    if (length < FORMAT_BYTES || encoding != PCM && encoding != EXTENSIBLE || bits != 16) {
      throw broken("a WAV file of encoding " + encoding + " with " + bits + " bits; 16 bits linear"
          + " are needed");
    }
    if (channels != 1 || rate < LEAST_RATE_HZ || rate > MOST_RATE_HZ) {
      throw broken("a WAV file of " + channels + " channels at " + rate + " Hz; one at "
          + LEAST_RATE_HZ + " to " + MOST_RATE_HZ + " Hz is needed");
    }
    rateHz = rate;
  }

  private ProviderFault broken(String detail) {
    return ProviderFault.of(Kind.BROKE_PROTOCOL, provider, detail);
  }

  private static String tag(ByteBuffer in, int at) {
    return new String(in.array(), at, 4, StandardCharsets.US_ASCII);
  }
}
