package talkspurt.audio;

/**
 * Goes between 8 kHz and a whole multiple of it, without allocating: a windowed-sinc low-pass in a
 * polyphase form. Down or up, what comes out lags by {@value #LOBES} samples of 8 kHz.
 */
final class RateChange {

  static final int LOBES = 12;

  private final int factor;
  private final int taps;
  private final float[] kernel;
  private final float[] history;
  private final int kept;

  /** Changes by {@code factor}, taking at most {@code most} samples at a time. */
  RateChange(int factor, boolean down, int most) {
    this.factor = factor;
    taps = 2 * LOBES * factor + 1;
    kernel = new float[taps];
    kept = down ? taps - 1 : 2 * LOBES;
    history = new float[kept + most];
    double sum = 0;
    for (int n = 0; n < taps; n++) {
      double x = (n - LOBES * factor) / (double) factor;
      double sinc = x == 0 ? 1 : Math.sin(Math.PI * 0.94 * x) / (Math.PI * 0.94 * x);
      double hann = 0.5 + 0.5 * Math.cos(Math.PI * x / (LOBES + 0.5));
      kernel[n] = (float) (sinc * hann);
      sum += kernel[n];
    }
    for (int n = 0; n < taps; n++) {
      kernel[n] /= (float) sum;
    }
  }

  /** Takes {@code count} samples and writes a {@code factor}th as many. */
  void down(float[] in, int count, float[] out) {
    System.arraycopy(in, 0, history, kept, count);
    for (int n = 0; n < count / factor; n++) {
      float sum = 0;
      int at = n * factor;
      for (int k = 0; k < taps; k++) {
        sum += kernel[k] * history[at + k];
      }
      out[n] = sum;
    }
    System.arraycopy(history, count, history, 0, kept);
  }

  /** Takes {@code count} samples and writes {@code factor} times as many. */
  void up(float[] in, int count, float[] out) {
    System.arraycopy(in, 0, history, kept, count);
    for (int n = 0; n < count; n++) {
      for (int phase = 0; phase < factor; phase++) {
        float sum = 0;
        for (int k = phase, at = n + kept; k < taps; k += factor, at--) {
          sum += kernel[k] * history[at];
        }
        out[n * factor + phase] = sum * factor;
      }
    }
    System.arraycopy(history, count, history, 0, kept);
  }
}
