package talkspurt.audio;

/**
 * How much of a signal moves with the predicted echo, over the last 100 ms, in four parts of the
 * spectrum: what of the residual is echo still, and what of the microphone's signal is nothing else.
 */
final class Coherence {

  static final int PARTS = 4;

  private static final int N = Stft.BINS;
  private static final float SMOOTHING = 0.9f;

  private final float[] crossRe = new float[N];
  private final float[] crossIm = new float[N];
  private final float[] own = new float[N];
  private final float[] echo = new float[N];
  private final float[] terms = new float[N];
  private final float[] power = new float[N];

  /** Takes one hop of a signal and of the echo. */
  void next(float[] re, float[] im, float[] echoRe, float[] echoIm) {
    correlate(crossRe, crossIm, re, im, echoRe, echoIm);
    VectorOps.power(power, re, im, N);
    VectorOps.smooth(own, SMOOTHING, power, N);
    VectorOps.power(power, echoRe, echoIm, N);
    VectorOps.smooth(echo, SMOOTHING, power, N);
  }

  private static void correlate(
      float[] crossRe, float[] crossIm, float[] re, float[] im, float[] echoRe, float[] echoIm) {
    float take = 1 - SMOOTHING;
    for (int f = 0; f < N; f++) {
      float a = re[f];
      float ai = im[f];
      float b = echoRe[f];
      float bi = echoIm[f];
      crossRe[f] = SMOOTHING * crossRe[f] + take * (a * b + ai * bi);
      crossIm[f] = SMOOTHING * crossIm[f] + take * (ai * b - a * bi);
    }
  }

  /** Adds the mean coherence of each part, times a factor, to {@code out}. */
  void addTo(float[] out, int at, float factor) {
    for (int f = 0; f < N; f++) {
      terms[f] = (crossRe[f] * crossRe[f] + crossIm[f] * crossIm[f]) / (own[f] * echo[f] + 1e-14f);
    }
    int width = N / PARTS;
    for (int part = 0; part < PARTS; part++) {
      out[at + part] += factor / width * VectorOps.sum(terms, part * width, (part + 1) * width);
    }
  }
}
