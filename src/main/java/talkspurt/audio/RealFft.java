package talkspurt.audio;

/** The spectrum of a run of real samples, and back, through one complex transform of half the size. */
final class RealFft {

  private final int half;
  private final int[] reversed;
  private final float[] twiddleRe;
  private final float[] twiddleIm;
  private final float[] cos;
  private final float[] sin;
  private final float[] re;
  private final float[] im;

  RealFft(int size) {
    half = size / 2;
    reversed = new int[half];
    twiddleRe = new float[half];
    twiddleIm = new float[half];
    cos = new float[half];
    sin = new float[half];
    re = new float[half];
    im = new float[half];
    int shift = Integer.numberOfLeadingZeros(half) + 1;
    for (int k = 0; k < half; k++) {
      reversed[k] = Integer.reverse(k) >>> shift;
      cos[k] = (float) Math.cos(2 * Math.PI * k / size);
      sin[k] = (float) Math.sin(2 * Math.PI * k / size);
    }
    // the factors of each stage lie side by side: those of span s begin at s
    for (int span = 1; span < half; span *= 2) {
      for (int k = 0; k < span; k++) {
        twiddleRe[span + k] = (float) Math.cos(Math.PI * k / span);
        twiddleIm[span + k] = (float) -Math.sin(Math.PI * k / span);
      }
    }
  }

  /** Transforms {@code size} samples into {@code size / 2 + 1} bins. */
  void forward(float[] time, float[] outRe, float[] outIm) {
    for (int n = 0; n < half; n++) {
      int at = reversed[n];
      re[at] = time[2 * n];
      im[at] = time[2 * n + 1];
    }
    transform();
    outRe[0] = re[0] + im[0];
    outIm[0] = 0;
    outRe[half] = re[0] - im[0];
    outIm[half] = 0;
    for (int k = 1; k < half; k++) {
      float evenRe = 0.5f * (re[k] + re[half - k]);
      float evenIm = 0.5f * (im[k] - im[half - k]);
      float oddRe = 0.5f * (im[k] + im[half - k]);
      float oddIm = 0.5f * (re[half - k] - re[k]);
      outRe[k] = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      outIm[k] = evenIm + cos[k] * oddIm - sin[k] * oddRe;
    }
  }

  /** Transforms {@code size / 2 + 1} bins of a real signal back into {@code size} samples. */
  void inverse(float[] inRe, float[] inIm, float[] time) {
    for (int k = 0; k < half; k++) {
      float evenRe = 0.5f * (inRe[k] + inRe[half - k]);
      float evenIm = 0.5f * (inIm[k] - inIm[half - k]);
      float diffRe = 0.5f * (inRe[k] - inRe[half - k]);
      float diffIm = 0.5f * (inIm[k] + inIm[half - k]);
      float oddRe = diffRe * cos[k] - diffIm * sin[k];
      float oddIm = diffRe * sin[k] + diffIm * cos[k];
      // conjugated, so that the forward transform serves as the inverse one
      int at = reversed[k];
      re[at] = evenRe - oddIm;
      im[at] = -(evenIm + oddRe);
    }
    transform();
    float scale = 1f / half;
    for (int n = 0; n < half; n++) {
      time[2 * n] = re[n] * scale;
      time[2 * n + 1] = -im[n] * scale;
    }
  }

  /** Radix 2, in place, on values in bit-reversed order (Cooley and Tukey 1965). */
  private void transform() {
    for (int span = 1; span < half; span *= 2) {
      for (int start = 0; start < half; start += 2 * span) {
        stage(re, im, twiddleRe, twiddleIm, start, span);
      }
    }
  }

  private static void stage(float[] re, float[] im, float[] wRe, float[] wIm, int start, int span) {
    for (int k = 0; k < span; k++) {
      int a = start + k;
      int b = a + span;
      float r = re[b] * wRe[span + k] - im[b] * wIm[span + k];
      float i = re[b] * wIm[span + k] + im[b] * wRe[span + k];
      re[b] = re[a] - r;
      im[b] = im[a] - i;
      re[a] += r;
      im[a] += i;
    }
  }
}
