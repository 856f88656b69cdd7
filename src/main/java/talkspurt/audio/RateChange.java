package talkspurt.audio;

import java.util.Arrays;

/**
 * Goes between 8 kHz and a whole multiple of it, without allocating: a windowed-sinc low-pass in a
 * polyphase form. Down or up, what comes out lags by {@value #LOBES} samples of 8 kHz.
 */
final class RateChange {

  static final int LOBES = 12;

  private final int factor;
  // the taps of each phase, in the order in which samples lie; one phase down
  private final float[][] phases;
  private final float[] history;
  private final int kept;
  private boolean silent = true;

  /** Changes by {@code factor}, taking at most {@code most} samples at a time. */
  RateChange(int factor, boolean down, int most) {
    this.factor = factor;
    int taps = 2 * LOBES * factor + 1;
    kept = down ? taps - 1 : 2 * LOBES;
    history = new float[kept + most];
    float[] kernel = kernel(factor, taps);
    phases = new float[down ? 1 : factor][];
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase] = down ? kernel : phase(kernel, phase);
    }
  }

  private static float[] kernel(int factor, int taps) {
    float[] kernel = new float[taps];
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
    return kernel;
  }

  private float[] phase(float[] kernel, int phase) {
    float[] taps = new float[(kernel.length - phase + factor - 1) / factor];
    for (int k = 0; k < taps.length; k++) {
      taps[taps.length - 1 - k] = kernel[phase + k * factor] * factor;
    }
    return taps;
  }

  /** Takes {@code count} samples and writes a {@code factor}th as many. */
  void down(float[] in, int count, float[] out) {
    if (goesOnSilent(in, count)) {
      Arrays.fill(out, 0, count / factor, 0);
      return;
    }
    System.arraycopy(in, 0, history, kept, count);
    FirFilter.filter(phases[0], history, 0, factor, out, 0, 1, count / factor);
    System.arraycopy(history, count, history, 0, kept);
  }

  /** Takes {@code count} samples and writes {@code factor} times as many. */
  void up(float[] in, int count, float[] out) {
    if (goesOnSilent(in, count)) {
      Arrays.fill(out, 0, count * factor, 0);
      return;
    }
    System.arraycopy(in, 0, history, kept, count);
    for (int phase = 0; phase < factor; phase++) {
      float[] taps = phases[phase];
      FirFilter.filter(taps, history, kept + 1 - taps.length, 1, out, phase, factor, count);
    }
    System.arraycopy(history, count, history, 0, kept);
  }

  /** Whether nothing is to come, and nothing is left of what came before. */
  private boolean goesOnSilent(float[] in, int count) {
    boolean before = silent;
    silent = count >= kept;
    for (int n = 0; n < count && silent; n++) {
      silent = in[n] == 0;
    }
    return before && silent;
  }
}
