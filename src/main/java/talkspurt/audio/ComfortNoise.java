package talkspurt.audio;

/**
 * Noise as of a quiet room, so that a silent line does not seem dead: of one level, without an end, a
 * little darker than white noise. Not thread-safe.
 */
public final class ComfortNoise {

  /** How much of a sample is left in the next: takes the hiss away, by 3.7 dB at the upper end against white. */
  private static final float DARKER = 0.4f;

  /** Standard deviation of the difference of two numbers that are spread evenly over 2^16. */
  private static final double SPREAD = 65536 / Math.sqrt(6);

  private final float gain;
  private int state;
  private float before;

  /**
   * Noise of one line.
   *
   * @param dbov root mean square against full scale, as RFC 3389 counts: a square wave at full scale is 0
   * @param seed lines of another seed hear other noise
   */
  public ComfortNoise(double dbov, long seed) {
    double rms = 32768 * Math.pow(10, dbov / 20);
    gain = (float) (rms * Math.sqrt(1 - DARKER * DARKER) / SPREAD);
    state = (int) (seed ^ seed >>> 32) | 1;
  }

  /** Adds the noise to sound. Nothing is clipped over: where the sum has no room it is full scale. */
  public void addTo(short[] samples) {
    int bits = state;
    float noise = before;
    for (int i = 0; i < samples.length; i++) {
      bits ^= bits << 13;
      bits ^= bits >>> 17;
      bits ^= bits << 5;
      noise = DARKER * noise + gain * ((bits >>> 16) - (bits & 0xffff));
      int sum = samples[i] + Math.round(noise);
      samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
    }
    state = bits;
    before = noise;
  }
}
