package talkspurt.audio;

/** How loud sound is, in dB relative to full scale (dBFS, a square wave at full scale being 0). */
public final class Level {

  /** What digital silence measures. */
  public static final double SILENCE_DBFS = -96.0;

  /** The loudest that nobody hears on a telephone: 60 dB below full scale. */
  public static final int INAUDIBLE = 32;

  private Level() {}

  /** Whether somebody could hear any of these samples. */
  public static boolean audible(short[] samples) {
    for (short sample : samples) {
      if (sample > INAUDIBLE || sample < -INAUDIBLE) {
        return true;
      }
    }
    return false;
  }

  /** Root mean square of the samples. */
  public static double dbfs(short[] samples) {
    long energy = 0;
    for (short sample : samples) {
      energy += sample * sample;
    }
    return samples.length == 0 ? SILENCE_DBFS : dbfs((double) energy / samples.length);
  }

  /** Level of a mean square, in squared sample units. */
  static double dbfs(double meanSquare) {
    return Math.max(SILENCE_DBFS, 10 * Math.log10(meanSquare / (32768.0 * 32768.0) + 1e-12));
  }
}
