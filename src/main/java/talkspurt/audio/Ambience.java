package talkspurt.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recording that is heard below the voice, over and over without a seam: its end runs into its beginning.
 * Thread-safe.
 */
public final class Ambience {

  private static final int SHORTEST_MS = 1000;
  private static final int CROSSING_MS = 500;
  private static final int PEAK = 32767;

  private final AudioFrame loop;
  private final Map<Integer, short[]> byRate = new ConcurrentHashMap<>();

  /**
   * A recording at a level.
   *
   * @param dbov its root mean square against full scale; a recording whose peaks have no room then is refused
   */
  public Ambience(AudioFrame recording, double dbov) {
    if (recording.durationMs() < SHORTEST_MS) {
      throw new IllegalArgumentException("play has only " + recording.durationMs()
          + " ms of sound; allowed: " + SHORTEST_MS + " ms or more");
    }
    short[] crossed = crossed(recording);
    double gain = Math.pow(10, (dbov - Level.dbfs(crossed)) / 20);
    if (!Level.audible(crossed) || peak(crossed) * gain > PEAK) {
      throw new IllegalArgumentException(
          "play is silent but for single peaks; allowed: a recording of steady sound");
    }
    for (int i = 0; i < crossed.length; i++) {
      crossed[i] = (short) Math.round(crossed[i] * gain);
    }
    loop = new AudioFrame(recording.rateHz(), crossed);
    of(8000); // the rates of most lines are there before the first comes
    of(16000);
  }

  /** The loop at this rate; not to be written to. */
  public short[] of(int rateHz) {
    return byRate.computeIfAbsent(rateHz, this::converted);
  }

  /** The beginning lies under the end, one coming as the other goes; the loop is shorter by so much. */
  private static short[] crossed(AudioFrame recording) {
    short[] samples = recording.samples();
    int crossing = recording.rateHz() * CROSSING_MS / 1000;
    int length = samples.length - crossing;
    short[] loop = Arrays.copyOf(samples, length);
    for (int i = 0; i < crossing; i++) {
      double share = (i + 0.5) / crossing * Math.PI / 2;
      double sum = samples[i] * Math.sin(share) + samples[length + i] * Math.cos(share);
      loop[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }
    return loop;
  }

  private static int peak(short[] samples) {
    int peak = 0;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /** The converter has heard the loop's end before its beginning, as whoever hears it again has. */
  private short[] converted(int rateHz) {
    Resampler converter = new Resampler(loop.rateHz(), rateHz);
    if (converter.isIdentity()) {
      return loop.samples();
    }
    short[] once = loop.samples();
    converter.convert(Arrays.copyOfRange(once, once.length / 2, once.length));
    return converter.convert(once);
  }
}
