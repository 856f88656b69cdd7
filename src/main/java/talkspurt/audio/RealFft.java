package talkspurt.audio;

/** The spectrum of a run of real samples, and back, through one complex transform of half the size. */
final class RealFft {

  private final int half;
  private final float[] twiddleRe;
  private final float[] twiddleIm;
  private final float[] cos;
  private final float[] sin;
  private float[] re;
  private float[] im;
  private float[] nextRe;
  private float[] nextIm;

  RealFft(int size) {
    half = size / 2;
    twiddleRe = new float[half];
    twiddleIm = new float[half];
    cos = new float[half];
    sin = new float[half];
    re = new float[half];
    im = new float[half];
    nextRe = new float[half];
    nextIm = new float[half];
    for (int k = 0; k < half; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / size);
      sin[k] = (float) Math.sin(2 * Math.PI * k / size);
      twiddleRe[k] = (float) Math.cos(2 * Math.PI * k / half);
      twiddleIm[k] = (float) -Math.sin(2 * Math.PI * k / half);
    }
  }

  /** Transforms {@code size} samples into {@code size / 2 + 1} bins. */
  void forward(float[] time, float[] outRe, float[] outIm) {
    for (int n = 0; n < half; n++) {
      re[n] = time[2 * n];
      im[n] = time[2 * n + 1];
    }
    transform();
    outRe[0] = re[0] + im[0];
    outIm[0] = 0;
    outRe[half] = re[0] - im[0];
    outIm[half] = 0;
    for (int k = 1; 2 * k <= half; k++) {
      int m = half - k;
      float evenRe = 0.5f * (re[k] + re[m]);
      float evenIm = 0.5f * (im[k] - im[m]);
      float oddRe = 0.5f * (im[k] + im[m]);
      float oddIm = 0.5f * (re[m] - re[k]);
      float turnedRe = cos[k] * oddRe + sin[k] * oddIm;
      float turnedIm = cos[k] * oddIm - sin[k] * oddRe;
      outRe[k] = evenRe + turnedRe;
      outIm[k] = evenIm + turnedIm;
      outRe[m] = evenRe - turnedRe;
      outIm[m] = turnedIm - evenIm;
    }
  }

  /** Transforms {@code size / 2 + 1} bins of a real signal back into {@code size} samples. */
  void inverse(float[] inRe, float[] inIm, float[] time) {
    float scale = 0.5f / half;
    for (int k = 0; 2 * k <= half; k++) {
      int m = half - k;
      float evenRe = scale * (inRe[k] + inRe[m]);
      float evenIm = scale * (inIm[k] - inIm[m]);
      float diffRe = scale * (inRe[k] - inRe[m]);
      float diffIm = scale * (inIm[k] + inIm[m]);
      float oddRe = diffRe * cos[k] - diffIm * sin[k];
      float oddIm = diffRe * sin[k] + diffIm * cos[k];
      // conjugated, so that the forward transform serves as the inverse one
      re[k] = evenRe - oddIm;
      im[k] = -(evenIm + oddRe);
      if (k > 0) {
        re[m] = evenRe + oddIm;
        im[m] = evenIm - oddRe;
      }
    }
    transform();
    for (int n = 0; n < half; n++) {
      time[2 * n] = re[n];
      time[2 * n + 1] = -im[n];
    }
  }

  /**
   * Radix 4, and 2 for what is left, from array to array and back, so that the result comes in order
   * (Stockham; see C. Van Loan, "Computational Frameworks for the FFT", 1992).
   */
  private void transform() {
    int stride = 1;
    for (; 4 * stride <= half; stride *= 4) {
      fours(re, im, nextRe, nextIm, twiddleRe, twiddleIm, stride, half / 4);
      swap();
    }
    if (stride < half) {
      twos();
      swap();
    }
  }

  private void swap() {
    float[] r = re;
    re = nextRe;
    nextRe = r;
    float[] i = im;
    im = nextIm;
    nextIm = i;
  }

  private static void fours(
      float[] re,
      float[] im,
      float[] toRe,
      float[] toIm,
      float[] turnRe,
      float[] turnIm,
      int stride,
      int quarter) {
    for (int a = 0; a < quarter; a++) {
      int turn = a & -stride;
      int b = a + quarter;
      int c = b + quarter;
      int d = c + quarter;
      float sumAc = re[a] + re[c];
      float sumAcI = im[a] + im[c];
      float difAc = re[a] - re[c];
      float difAcI = im[a] - im[c];
      float sumBd = re[b] + re[d];
      float sumBdI = im[b] + im[d];
      float difBd = re[b] - re[d];
      float difBdI = im[b] - im[d];
      int at = a + 3 * turn;
      toRe[at] = sumAc + sumBd;
      toIm[at] = sumAcI + sumBdI;
      float w = turnRe[turn];
      float wi = turnIm[turn];
      float r = difAc + difBdI;
      float i = difAcI - difBd;
      toRe[at + stride] = w * r - wi * i;
      toIm[at + stride] = w * i + wi * r;
      w = turnRe[2 * turn];
      wi = turnIm[2 * turn];
      r = sumAc - sumBd;
      i = sumAcI - sumBdI;
      toRe[at + 2 * stride] = w * r - wi * i;
      toIm[at + 2 * stride] = w * i + wi * r;
      w = turnRe[3 * turn];
      wi = turnIm[3 * turn];
      r = difAc - difBdI;
      i = difAcI + difBd;
      toRe[at + 3 * stride] = w * r - wi * i;
      toIm[at + 3 * stride] = w * i + wi * r;
    }
  }

  private void twos() {
    int other = half / 2;
    for (int k = 0; k < other; k++) {
      nextRe[k] = re[k] + re[k + other];
      nextIm[k] = im[k] + im[k + other];
      nextRe[k + other] = re[k] - re[k + other];
      nextIm[k + other] = im[k] - im[k + other];
    }
  }
}
