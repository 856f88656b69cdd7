package talkspurt.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import talkspurt.audio.FlacReader;
import talkspurt.audio.WavWriter;

/**
 * 16-bit linear PCM in a RIFF file, or as FLAC, at a rate {@link talkspurt.audio.EchoAwareDetector} takes.
 *
 * @param rateHz samples per second, a whole multiple of 8000 up to 192000
 * @param channels one array of samples a channel, all of one length
 */
record WavFile(int rateHz, short[][] channels) {

  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int FORMAT_BYTES = 16;
  private static final int RATE_STEP_HZ = 8000;
  private static final int MAX_RATE_HZ = 192_000;
  private static final long MAX_BYTES = 1L << 29;

  /** The whole file; an {@link InputFailure} says what is wrong with it. */
  static WavFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InputFailure(path, "no such file");
    }
    if (Files.size(path) > MAX_BYTES) {
      throw new InputFailure(path, "longer than " + (MAX_BYTES >> 20) + " MiB");
    }
    byte[] file = Files.readAllBytes(path);
    if (FlacReader.isFlac(file)) {
      return flac(path, file);
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 12 || !"RIFF".equals(tag(in, 0)) || !"WAVE".equals(tag(in, 8))) {
      throw new InputFailure(path, "neither a WAV nor a FLAC file");
    }
    in.position(12);
    ByteBuffer format = chunk(in, "fmt ");
    ByteBuffer data = chunk(in, "data");
    if (format == null || format.remaining() < FORMAT_BYTES || data == null) {
      throw new InputFailure(path, "a WAV file without sound");
    }
    int encoding = format.getShort(0) & 0xffff;
    int channels = format.getShort(2) & 0xffff;
    int rateHz = format.getInt(4);
    if (encoding != PCM && encoding != EXTENSIBLE || format.getShort(14) != 16 || channels == 0) {
      throw new InputFailure(path, "not 16-bit linear PCM");
    }
    return new WavFile(checked(path, rateHz), samples(data, channels));
  }

  private static WavFile flac(Path path, byte[] file) throws IOException {
    FlacReader.Sound sound;
    try {
      sound = FlacReader.read(file);
    } catch (IOException wrong) {
      throw new InputFailure(path, wrong.getMessage());
    }
    return new WavFile(checked(path, sound.rateHz()), sound.tracks());
  }

  private static int checked(Path path, int rateHz) throws InputFailure {
    if (rateHz < RATE_STEP_HZ || rateHz > MAX_RATE_HZ || rateHz % RATE_STEP_HZ != 0) {
      throw new InputFailure(
          path, rateHz + " Hz; allowed: whole multiples of 8000 Hz up to " + MAX_RATE_HZ);
    }
    return rateHz;
  }

  private static String tag(ByteBuffer in, int at) {
    return new String(in.array(), at, 4, StandardCharsets.US_ASCII);
  }

  /** The next chunk of that name, shortened where the file ends early; null where there is none. */
  private static ByteBuffer chunk(ByteBuffer in, String name) {
    while (in.remaining() >= 8) {
      int at = in.position();
      long length = in.getInt(at + 4) & 0xffffffffL;
      int held = (int) Math.min(length, in.remaining() - 8);
      in.position((int) Math.min(in.limit(), at + 8 + length + length % 2));
      if (name.equals(tag(in, at))) {
        return in.slice(at + 8, held).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return null;
  }

  private static short[][] samples(ByteBuffer data, int channels) {
    int count = data.remaining() / 2 / channels;
    short[][] samples = new short[channels][count];
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < channels; c++) {
        samples[c][n] = data.getShort();
      }
    }
    return samples;
  }

  /** The samples of the only channel; an {@link InputFailure} where there are more. */
  short[] mono(Path path) throws InputFailure {
    if (channels.length != 1) {
      throw new InputFailure(path, channels.length + " channels; allowed: 1");
    }
    return channels[0];
  }

  /** Writes one channel. */
  static void write(Path path, int rateHz, short[] samples) throws IOException {
    Files.write(path, WavWriter.mono(rateHz, samples));
  }
}
