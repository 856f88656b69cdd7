package talkspurt.loadtest;

/** Mono sound in memory. */
public record Sound(int rateHz, short[] samples) {
  private static final int FULL_SCALE = 32_768;
  private static final double FLOOR_DBFS = -120;
  private static final int LOBES = 16;

  /** The level (root mean square) of some samples; 0 dBFS is a square wave at full scale. */
  public static double dbfs(short[] samples) {
    long sum = 0;
    for (short sample : samples) sum += sample * sample;
    if (sum == 0) return FLOOR_DBFS;
    return 10 * Math.log10((double) sum / samples.length / FULL_SCALE / FULL_SCALE);
  }

  static short saturated(long sample) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
  }

  /** Drawn out or pressed together to a number of samples in straight lines: quick, and good enough to listen to. */
  static short[] stretched(short[] samples, int length) {
    short[] out = new short[length];
    for (int i = 0; i < length; i++) {
      double at = (double) i * samples.length / length;
      int left = (int) at;
      int right = Math.min(left + 1, samples.length - 1);
      out[i] =
          saturated(Math.round(samples[left] + (at - left) * (samples[right] - samples[left])));
    }
    return out;
  }

  /** The same sound at another rate, by windowed sinc: slow, and done once before the calls. */
  public Sound at(int otherRateHz) {
    if (otherRateHz == rateHz) return this;
    double cutoff = 0.95 * Math.min(1, (double) otherRateHz / rateHz);
    double reach = LOBES / cutoff;
    short[] out = new short[(int) Math.ceil((double) samples.length * otherRateHz / rateHz)];
    for (int i = 0; i < out.length; i++) {
      double centre = (double) i * rateHz / otherRateHz;
      int from = Math.max(0, (int) Math.ceil(centre - reach));
      int to = Math.min(samples.length - 1, (int) Math.floor(centre + reach));
      double sum = 0;
      for (int k = from; k <= to; k++) sum += samples[k] * kernel(k - centre, cutoff, reach);
      out[i] = saturated(Math.round(sum));
    }
    return new Sound(otherRateHz, out);
  }

  private static double kernel(double distance, double cutoff, double reach) {
    double x = Math.PI * cutoff * distance;
    double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    return cutoff * sinc * (0.5 + 0.5 * Math.cos(Math.PI * distance / reach));
  }
}
