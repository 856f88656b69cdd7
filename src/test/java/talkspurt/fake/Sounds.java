package talkspurt.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;

/** Sound for tests: made by rule and seed, or spoken (see {@code src/test/resources/speech}). */
public final class Sounds {

  private static final double FULL_SCALE = 32768;
  private static final int WAV_HEADER_BYTES = 44;

  private Sounds() {}

  /** Digital silence. */
  public static AudioFrame silence(int rateHz, int ms) {
    return new AudioFrame(rateHz, new short[samples(rateHz, ms)]);
  }

  /** Sines of one level each, together. */
  public static AudioFrame tones(int rateHz, int ms, double dbfsEach, double... hz) {
    double amplitude = amplitude(dbfsEach) * Math.sqrt(2);
    double[] sum = new double[samples(rateHz, ms)];
    for (double one : hz) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += amplitude * Math.sin(2 * Math.PI * one * i / rateHz);
      }
    }
    return rounded(rateHz, sum);
  }

  /** White noise. */
  public static AudioFrame white(int rateHz, int ms, double dbfs, long seed) {
    return noise(rateHz, ms, dbfs, new Random(seed), false);
  }

  /** Noise that falls by about 3 dB an octave (Paul Kellet's filter). */
  public static AudioFrame pink(int rateHz, int ms, double dbfs, long seed) {
    return noise(rateHz, ms, dbfs, new Random(seed), true);
  }

  /** Spoken words: {@code hours}, {@code operator}, {@code ok}; or a {@code cough}. */
  public static AudioFrame speech(String name, int rateHz) {
    try (InputStream wav = Sounds.class.getResourceAsStream("/speech/" + name + ".wav")) {
      byte[] bytes = wav.readAllBytes();
      short[] samples = new short[(bytes.length - WAV_HEADER_BYTES) / 2];
      ByteBuffer.wrap(bytes, WAV_HEADER_BYTES, 2 * samples.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(samples);
      return new AudioFrame(rateHz, new Resampler(8000, rateHz).convert(samples));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One after the other. */
  public static AudioFrame then(AudioFrame... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.samples().length).sum();
    short[] all = new short[length];
    int at = 0;
    for (AudioFrame part : parts) {
      System.arraycopy(part.samples(), 0, all, at, part.samples().length);
      at += part.samples().length;
    }
    return new AudioFrame(parts[0].rateHz(), all);
  }

  /** Both at once, as long as the first. */
  public static AudioFrame mix(AudioFrame one, AudioFrame other) {
    double[] sum = new double[one.samples().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] =
          (one.samples()[i] + (i < other.samples().length ? other.samples()[i] : 0)) / FULL_SCALE;
    }
    return rounded(one.rateHz(), sum);
  }

  /** The same, louder or softer. */
  public static AudioFrame gain(AudioFrame sound, double db) {
    double[] louder = new double[sound.samples().length];
    for (int i = 0; i < louder.length; i++) {
      louder[i] = sound.samples()[i] / FULL_SCALE * Math.pow(10, db / 20);
    }
    return rounded(sound.rateHz(), louder);
  }

  /** Cut into whole frames of 20 ms. */
  public static List<AudioFrame> frames(AudioFrame sound) {
    return pieces(sound, AudioFrame.samplesPerFrame(sound.rateHz()));
  }

  /** Cut into pieces of so many samples; what is left over is dropped. */
  public static List<AudioFrame> pieces(AudioFrame sound, int size) {
    List<AudioFrame> pieces = new ArrayList<>();
    for (int from = 0; from + size <= sound.samples().length; from += size) {
      pieces.add(
          new AudioFrame(sound.rateHz(), Arrays.copyOfRange(sound.samples(), from, from + size)));
    }
    return pieces;
  }

  private static int samples(int rateHz, int ms) {
    return (int) ((long) rateHz * ms / 1000);
  }

  private static double amplitude(double dbfs) {
    return Math.pow(10, dbfs / 20);
  }

  private static AudioFrame noise(int rateHz, int ms, double dbfs, Random random, boolean pink) {
    double[] noise = new double[samples(rateHz, ms)];
    double b0 = 0;
    double b1 = 0;
    double b2 = 0;
    double energy = 0;
    for (int i = 0; i < noise.length; i++) {
      double white = random.nextGaussian();
      b0 = 0.99765 * b0 + white * 0.0990460;
      b1 = 0.96300 * b1 + white * 0.2965164;
      b2 = 0.57000 * b2 + white * 1.0526913;
      noise[i] = pink ? b0 + b1 + b2 + white * 0.1848 : white;
      energy += noise[i] * noise[i];
    }
    double scale = amplitude(dbfs) / Math.sqrt(energy / noise.length);
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= scale;
    }
    return rounded(rateHz, noise);
  }

  private static AudioFrame rounded(int rateHz, double[] values) {
    short[] samples = new short[values.length];
    for (int i = 0; i < samples.length; i++) {
      double value = Math.rint(values[i] * FULL_SCALE);
      samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
    return new AudioFrame(rateHz, samples);
  }
}
