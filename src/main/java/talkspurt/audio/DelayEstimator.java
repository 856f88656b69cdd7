package talkspurt.audio;

import java.util.Arrays;

/**
 * Finds how long ago the bot said what now comes back, by the coherence of a signal with each hop of
 * the last 1,320 ms.
 *
 * <p>It is shown the residual, not the microphone: what is predicted already is gone from it, so that
 * a second path, a jump of the delay or a new path stands out by itself. It looks at the bins that
 * carry most of speech, 250 to 2750 Hz, and once a path is known at every second hop only: windows 20
 * ms apart are nearly independent, those 10 ms apart are not.
 */
final class DelayEstimator {

  private static final int LAGS = FarEndHistory.LAGS;

  /**
   * Echoes are mostly within so many hops: the mean is of these lags, and others have to stand out by more, since
   * chance has more places the more lags there are.
   */
  private static final int NEAR = 82;

  private static final float FAR_LESS = 0.01f;

  /** The same of what the network is shown, which has learned from lags that are near. */
  private static final float FAR_SHOWN_LESS = 0.02f;

  private static final int FIRST = 5;
  private static final int N = 80;
  private static final float KEEP_HOP = 0.965f;
  private static final float MIN_COHERENCE = 0.24f;
  private static final float ABOVE_MEAN = 0.09f;
  private static final int FOUND_HOPS = 4;
  private static final int PLAIN_HOPS = 2;
  private static final float PLAIN_COHERENCE = 0.4f;
  private static final float PLAIN_ABOVE = 0.2f;
  private static final int WEAK_HOPS = 8;
  private static final float WEAK_COHERENCE = 0.15f;
  private static final float WEAK_ABOVE = 0.06f;
  private static final int FAINT_HOPS = 16;
  private static final float FAINT_COHERENCE = 0.1f;
  private static final float FAINT_ABOVE = 0.035f;
  private static final float AUDIBLE = 1e-3f;
  private static final float NOTHING = 1e-20f;
  // so many lags are worked on in one loop: long enough for vectors, short enough for the first
  // cache
  private static final int BLOCK = 12;
  private static final int BLOCKS = (LAGS + BLOCK - 1) / BLOCK;
  private static final int ROWS = BLOCKS * BLOCK;

  // 1 / power of what was played, a row a hop, from the newest on and round
  private final float[] farInverse = new float[ROWS * N];
  private final float[] farSmoothed = new float[N];
  private final float[][] crossRe = new float[BLOCKS][BLOCK * N];
  private final float[][] crossIm = new float[BLOCKS][BLOCK * N];
  private final float[] power = new float[N];
  private final float[] own = new float[N];
  private final float[] ownInverse = new float[N];
  private final float[] tiledRe = new float[BLOCK * N];
  private final float[] tiledIm = new float[BLOCK * N];
  private final float[] tiledInverse = new float[BLOCK * N];
  private final float[] farRe = new float[BLOCK * N];
  private final float[] farIm = new float[BLOCK * N];
  private final float[] terms = new float[BLOCK * N];
  private final float[] coherence = new float[ROWS];
  private int newest;
  private boolean fresh = true;
  private boolean looking;
  private int best = -1;
  private int held;
  private int weakly;
  private int faintly;
  private float peak;
  private float mean;
  private float shown;

  /**
   * Takes one hop of what was played and of the residual.
   *
   * @param guarding whether a path is known already: then every second hop is enough
   */
  void next(float[] re, float[] im, FarEndHistory played, boolean guarding) {
    remember(played);
    System.arraycopy(re, FIRST, tiledRe, 0, N);
    System.arraycopy(im, FIRST, tiledIm, 0, N);
    VectorOps.power(power, tiledRe, tiledIm, N);
    // the first hop counts in full: what has hardly been heard yet is not to look like anything
    VectorOps.smooth(own, fresh ? 0 : KEEP_HOP, power, N);
    fresh = false;
    looking = !looking;
    if (played.sinceSound() > LAGS + 30) {
      forget();
    } else if (looking || !guarding) {
      look(played, guarding ? KEEP_HOP * KEEP_HOP : KEEP_HOP);
      judge(guarding ? 2 : 1);
    }
  }

  /** Takes one hop of what was played, beside a residual that means nothing. */
  void skip(FarEndHistory played) {
    remember(played);
    looking = !looking;
  }

  private void remember(FarEndHistory played) {
    newest = (newest + ROWS - 1) % ROWS;
    float[] farPower = played.power();
    float total = 0;
    for (int f = 0; f < N; f++) {
      farSmoothed[f] = KEEP_HOP * farSmoothed[f] + (1 - KEEP_HOP) * farPower[FIRST + f];
      total += farSmoothed[f];
    }
    int row = newest * N;
    if (total > AUDIBLE) {
      for (int f = 0; f < N; f++) {
        farInverse[row + f] = 1 / (farSmoothed[f] + 1e-9f);
      }
      return;
    }
    Arrays.fill(farInverse, row, row + N, 0);
    if (total < NOTHING) {
      // what dies away for ever would become numbers that are slow to reckon with
      Arrays.fill(farSmoothed, 0);
    }
  }

  private void look(FarEndHistory played, float keep) {
    for (int f = 0; f < N; f++) {
      ownInverse[f] = 1f / (own[f] + 1e-9f);
    }
    VectorOps.tile(tiledRe, tiledRe, N, BLOCK);
    VectorOps.tile(tiledIm, tiledIm, N, BLOCK);
    VectorOps.tile(tiledInverse, ownInverse, N, BLOCK);
    for (int block = 0; block < BLOCKS; block++) {
      int first = block * BLOCK;
      copySpectra(played, first);
      cross(keep, crossRe[block], crossIm[block], tiledRe, tiledIm, farRe, farIm);
      copyInverse(first);
      coherent(terms, crossRe[block], crossIm[block], tiledInverse, farRe);
      for (int k = 0; k < BLOCK; k++) {
        coherence[first + k] = Math.min(1, VectorOps.sum(terms, k * N, k * N + N) / N);
      }
    }
  }

  private void copySpectra(FarEndHistory played, int firstLag) {
    for (int k = 0; k < BLOCK; k++) {
      int row = played.row(firstLag + k) + FIRST;
      System.arraycopy(played.re, row, farRe, k * N, N);
      System.arraycopy(played.im, row, farIm, k * N, N);
    }
  }

  private void copyInverse(int firstLag) {
    int first = (newest + firstLag) % ROWS;
    int straight = Math.min(BLOCK, ROWS - first);
    System.arraycopy(farInverse, first * N, farRe, 0, straight * N);
    System.arraycopy(farInverse, 0, farRe, straight * N, (BLOCK - straight) * N);
  }

  private static void cross(
      float keep,
      float[] crossRe,
      float[] crossIm,
      float[] re,
      float[] im,
      float[] farRe,
      float[] farIm) {
    float take = 1 - keep;
    for (int f = 0; f < BLOCK * N; f++) {
      float a = re[f];
      float ai = im[f];
      float b = farRe[f];
      float bi = farIm[f];
      crossRe[f] = keep * crossRe[f] + take * (a * b + ai * bi);
      crossIm[f] = keep * crossIm[f] + take * (ai * b - a * bi);
    }
  }

  private static void coherent(
      float[] terms, float[] crossRe, float[] crossIm, float[] inverse, float[] farInverse) {
    for (int f = 0; f < BLOCK * N; f++) {
      terms[f] = (crossRe[f] * crossRe[f] + crossIm[f] * crossIm[f]) * inverse[f] * farInverse[f];
    }
  }

  private void judge(int hops) {
    int top = 0;
    float most = 0;
    float sum = 0;
    shown = 0;
    for (int lag = 0; lag < LAGS - 2; lag++) {
      boolean near = lag < NEAR - 2;
      float three = (coherence[lag] + coherence[lag + 1] + coherence[lag + 2]) * (1f / 3);
      sum += near ? coherence[lag] : 0;
      shown = Math.max(shown, near ? three : three - FAR_SHOWN_LESS);
      float counts = near ? three : three - FAR_LESS;
      if (counts > most) {
        most = counts;
        top = lag;
      }
    }
    mean = sum / NEAR;
    peak = most;
    boolean steady = Math.abs(top - best) <= 1;
    held = steady && stands(MIN_COHERENCE, ABOVE_MEAN) ? held + hops : 0;
    // a faint path beside a known one is not worth the second window
    boolean unknown = hops == 1;
    weakly = steady && unknown && stands(WEAK_COHERENCE, WEAK_ABOVE) ? weakly + 1 : 0;
    faintly = steady && unknown && stands(FAINT_COHERENCE, FAINT_ABOVE) ? faintly + 1 : 0;
    best = top;
  }

  private boolean stands(float least, float above) {
    return peak > least && peak > mean + above;
  }

  private void forget() {
    if (peak != 0) {
      for (int block = 0; block < BLOCKS; block++) {
        Arrays.fill(crossRe[block], 0);
        Arrays.fill(crossIm[block], 0);
      }
      Arrays.fill(coherence, 0);
    }
    peak = 0;
    shown = 0;
    mean = 0;
    settle();
  }

  /** Hops for which the best lag has stood out at the same place. */
  int held() {
    return held;
  }

  /** Whether the best lag has stood out for long enough, which is sooner the more it does. */
  boolean found() {
    return held >= FOUND_HOPS
        || held >= PLAIN_HOPS && stands(PLAIN_COHERENCE, PLAIN_ABOVE)
        || weakly >= WEAK_HOPS
        || faintly >= FAINT_HOPS;
  }

  /** To be called when the lag found has been acted on. */
  void settle() {
    held = 0;
    weakly = 0;
    faintly = 0;
  }

  /** The lag that stands out most, in hops. */
  int best() {
    return best;
  }

  /** Coherence at the best lag, 0 to 1; somewhat less of one that is far. */
  float peak() {
    return shown;
  }

  /** Coherence over the near lags, which is what chance gives. */
  float mean() {
    return mean;
  }
}
