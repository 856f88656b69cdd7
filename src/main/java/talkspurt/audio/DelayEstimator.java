package talkspurt.audio;

import java.util.Arrays;

/**
 * Finds how long ago the bot said what now comes back, by the coherence of a signal with each hop of
 * the last 820 ms.
 *
 * <p>It is shown the residual, not the microphone: what is predicted already is gone from it, so that
 * a second path, a jump of the delay or a new path stands out by itself. It looks at the bins that
 * carry most of speech, 250 to 2750 Hz, and once a path is known at every second hop only: windows 20
 * ms apart are nearly independent, those 10 ms apart are not.
 */
final class DelayEstimator {

  private static final int LAGS = FarEndHistory.LAGS;
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
  // rows of lags lie from the newest on; to add one in front, the block slides down in a longer
  // array
  private static final int ROOM = 2 * LAGS * N;
  // so many lags are worked on in one loop: long enough for vectors, short enough for the first
  // cache
  private static final int BLOCK = LAGS / 2;

  private final float[] farRe = new float[ROOM];
  private final float[] farIm = new float[ROOM];
  private final float[] farInverse = new float[ROOM];
  private final float[] farSmoothed = new float[N];
  private final float[] crossRe = new float[LAGS * N];
  private final float[] crossIm = new float[LAGS * N];
  private final float[] power = new float[N];
  private final float[] own = new float[N];
  private final float[] ownInverse = new float[N];
  private final float[] tiledRe = new float[BLOCK * N];
  private final float[] tiledIm = new float[BLOCK * N];
  private final float[] tiledInverse = new float[BLOCK * N];
  private final float[] terms = new float[BLOCK * N];
  private final float[] coherence = new float[LAGS];
  private int newest = ROOM - LAGS * N;
  private boolean fresh = true;
  private boolean looking;
  private int best = -1;
  private int held;
  private int weakly;
  private int faintly;
  private float peak;
  private float mean;

  /**
   * Takes one hop of what was played and of the residual.
   *
   * @param guarding whether a path is known already: then every second hop is enough
   */
  void next(float[] re, float[] im, FarEndHistory played, boolean guarding) {
    remember(played);
    System.arraycopy(re, FIRST, tiledRe, 0, N);
    System.arraycopy(im, FIRST, tiledIm, 0, N);
    VectorOps.power(power, tiledRe, tiledIm, 0, N);
    // the first hop counts in full: what has hardly been heard yet is not to look like anything
    VectorOps.smooth(own, fresh ? 0 : KEEP_HOP, power, N);
    fresh = false;
    looking = !looking;
    if (played.sinceSound() > LAGS + 30) {
      forget();
    } else if (looking || !guarding) {
      look(guarding ? KEEP_HOP * KEEP_HOP : KEEP_HOP);
      judge(guarding ? 2 : 1);
    }
  }

  /** Takes one hop of what was played, beside a residual that means nothing. */
  void skip(FarEndHistory played) {
    remember(played);
    looking = !looking;
  }

  private void remember(FarEndHistory played) {
    if (newest == 0) {
      newest = ROOM - LAGS * N;
      System.arraycopy(farRe, 0, farRe, newest + N, (LAGS - 1) * N);
      System.arraycopy(farIm, 0, farIm, newest + N, (LAGS - 1) * N);
      System.arraycopy(farInverse, 0, farInverse, newest + N, (LAGS - 1) * N);
    } else {
      newest -= N;
    }
    System.arraycopy(played.re, played.row(0) + FIRST, farRe, newest, N);
    System.arraycopy(played.im, played.row(0) + FIRST, farIm, newest, N);
    float[] farPower = played.power();
    float total = 0;
    for (int f = 0; f < N; f++) {
      farSmoothed[f] = KEEP_HOP * farSmoothed[f] + (1 - KEEP_HOP) * farPower[FIRST + f];
      total += farSmoothed[f];
    }
    float audible = total > AUDIBLE ? 1 : 0;
    for (int f = 0; f < N; f++) {
      farInverse[newest + f] = audible / (farSmoothed[f] + 1e-9f);
    }
  }

  private void look(float keep) {
    for (int f = 0; f < N; f++) {
      ownInverse[f] = 1f / (own[f] + 1e-9f);
    }
    VectorOps.tile(tiledRe, tiledRe, N, BLOCK);
    VectorOps.tile(tiledIm, tiledIm, N, BLOCK);
    VectorOps.tile(tiledInverse, ownInverse, N, BLOCK);
    for (int lag = 0; lag < LAGS; lag += BLOCK) {
      int at = lag * N;
      int far = newest + at;
      cross(keep, crossRe, crossIm, at, tiledRe, tiledIm, farRe, farIm, far);
      coherent(terms, crossRe, crossIm, at, tiledInverse, farInverse, far);
      for (int k = 0; k < BLOCK; k++) {
        coherence[lag + k] = Math.min(1, VectorOps.sum(terms, k * N, k * N + N) / N);
      }
    }
  }

  private static void cross(
      float keep,
      float[] crossRe,
      float[] crossIm,
      int at,
      float[] re,
      float[] im,
      float[] farRe,
      float[] farIm,
      int far) {
    float take = 1 - keep;
    for (int f = 0; f < BLOCK * N; f++) {
      float a = re[f];
      float ai = im[f];
      float b = farRe[far + f];
      float bi = farIm[far + f];
      crossRe[at + f] = keep * crossRe[at + f] + take * (a * b + ai * bi);
      crossIm[at + f] = keep * crossIm[at + f] + take * (ai * b - a * bi);
    }
  }

  private static void coherent(
      float[] terms,
      float[] crossRe,
      float[] crossIm,
      int at,
      float[] inverse,
      float[] farInverse,
      int far) {
    for (int f = 0; f < BLOCK * N; f++) {
      terms[f] = (crossRe[at + f] * crossRe[at + f] + crossIm[at + f] * crossIm[at + f])
          * inverse[f]
          * farInverse[far + f];
    }
  }

  private void judge(int hops) {
    int top = 0;
    float most = 0;
    float sum = 0;
    for (int lag = 0; lag < LAGS - 2; lag++) {
      float three = (coherence[lag] + coherence[lag + 1] + coherence[lag + 2]) * (1f / 3);
      sum += coherence[lag];
      if (three > most) {
        most = three;
        top = lag;
      }
    }
    mean = sum / LAGS;
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
      Arrays.fill(crossRe, 0);
      Arrays.fill(crossIm, 0);
      Arrays.fill(coherence, 0);
    }
    peak = 0;
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

  /** Coherence at the best lag, 0 to 1. */
  float peak() {
    return peak;
  }

  /** Coherence over all lags, which is what chance gives. */
  float mean() {
    return mean;
  }
}
