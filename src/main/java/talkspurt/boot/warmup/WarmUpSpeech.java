package talkspurt.boot.warmup;

/** Sound that hearing takes for speech: a voice of 120 Hz through two formants, four syllables a second. */
final class WarmUpSpeech {

  private static final double PITCH_HZ = 120;
  private static final double SYLLABLES_HZ = 4;
  private static final double LOUD = 6000;
  private static final double[] FORMANTS_HZ = {650, 1400};
  private static final double BANDWIDTH_HZ = 110;

  private WarmUpSpeech() {}

  static short[] of(int rateHz, int ms) {
    int length = rateHz * ms / 1000;
    double[] sound = new double[length];
    double loudest = 0;
    for (double formant : FORMANTS_HZ) {
      double damping = Math.exp(-Math.PI * BANDWIDTH_HZ / rateHz);
      double turn = 2 * damping * Math.cos(2 * Math.PI * formant / rateHz);
      double last = 0;
      double beforeLast = 0;
      for (int n = 0; n < length; n++) {
        double now = pulse(n, rateHz) + turn * last - damping * damping * beforeLast;
        beforeLast = last;
        last = now;
        sound[n] += now * Math.max(0, Math.sin(2 * Math.PI * SYLLABLES_HZ * n / rateHz));
      }
    }
    for (double sample : sound) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    short[] samples = new short[length];
    for (int n = 0; n < length; n++) {
      samples[n] = (short) (LOUD * sound[n] / loudest);
    }
    return samples;
  }

  /** One sample of 1 at the beginning of each period of the voice. */
  private static double pulse(int n, int rateHz) {
    double period = rateHz / PITCH_HZ;
    return (int) (n / period) == (int) ((n - 1) / period) ? 0 : 1;
  }
}
