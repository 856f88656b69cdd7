package talkspurt.audio;

/** A finite impulse response over many places of a signal, eight sums at a time so that none waits for itself. */
final class FirFilter {

  private static final int AT_ONCE = 8;

  private FirFilter() {}

  /**
   * Filters a signal at {@code count} places.
   *
   * @param at the first place; the first tap lies on it, the next on the sample behind it
   * @param step from one place to the next, in samples
   * @param to where in {@code out} the first sum goes
   * @param toStep from one sum to the next
   */
  static void filter(
      float[] taps, float[] in, int at, int step, float[] out, int to, int toStep, int count) {
    int k = 0;
    for (; k + AT_ONCE <= count; k += AT_ONCE) {
      eight(taps, in, at + k * step, step, out, to + k * toStep, toStep);
    }
    for (; k < count; k++) {
      float sum = 0;
      int from = at + k * step;
      for (int n = 0; n < taps.length; n++) {
        sum += taps[n] * in[from + n];
      }
      out[to + k * toStep] = sum;
    }
  }

  private static void eight(
      float[] taps, float[] in, int at, int step, float[] out, int to, int toStep) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    for (int n = 0, from = at; n < taps.length; n++, from++) {
      float tap = taps[n];
      a += tap * in[from];
      b += tap * in[from + step];
      c += tap * in[from + 2 * step];
      d += tap * in[from + 3 * step];
      e += tap * in[from + 4 * step];
      f += tap * in[from + 5 * step];
      g += tap * in[from + 6 * step];
      h += tap * in[from + 7 * step];
    }
    out[to] = a;
    out[to + toStep] = b;
    out[to + 2 * toStep] = c;
    out[to + 3 * toStep] = d;
    out[to + 4 * toStep] = e;
    out[to + 5 * toStep] = f;
    out[to + 6 * toStep] = g;
    out[to + 7 * toStep] = h;
  }
}
