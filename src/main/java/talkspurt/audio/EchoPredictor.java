package talkspurt.audio;

import java.util.Arrays;

/**
 * Predicts the echo from what was played: in each bin one filter over up to two windows of nine hops,
 * which can be laid anywhere within the lags, learned by a Kalman filter.
 *
 * <p>The observation noise of a step is the residual's own power, rising fast and falling slowly:
 * while the caller speaks, the filter hardly moves (double talk). The path is taken to wander in
 * proportion to its own strength. A window that has just been laid starts with a wide covariance and
 * learns in a few hops. The second window makes a hop three times as dear; it is laid only when a
 * second path is found, and taken up again when it carries nothing.
 */
final class EchoPredictor {

  static final int TAPS = 9;

  private static final int WINDOWS = 2;
  private static final int N = Stft.BINS;
  private static final int ALL = TAPS * WINDOWS;
  private static final float PRIOR = 0.3f;
  private static final float NOISE_SHARE = 0.6f;
  private static final float LEAST_INPUT = 1e-6f;
  private static final float WANDER = 1e-3f;
  private static final float LEAST_WANDER = 1e-9f;
  private static final float STIR = 0.1f;
  private static final int OLD_ENOUGH_HOPS = 40;
  private static final int IDLE_HOPS = 200;
  private static final float IDLE_OF_REST = 0.08f;
  private static final float IDLE_OF_OTHER = 0.02f;
  private static final float KEEP_ENERGY = 0.98f;

  /** The predicted echo of this hop. */
  final float[] echoRe = new float[N];

  final float[] echoIm = new float[N];

  /** What is left of the microphone's signal. */
  final float[] restRe = new float[N];

  final float[] restIm = new float[N];

  /** Power by which the prediction may be wrong, as the filter's own covariance has it. */
  final float[] doubt = new float[N];

  private final FarEndHistory played;
  private final float[] wRe = new float[ALL * N];
  private final float[] wIm = new float[ALL * N];
  // the covariance by diagonals, so that each is one long row: taps i and i + d, for all i, for one
  // d
  private final float[] pRe = new float[ALL * (ALL + 1) / 2 * N];
  private final float[] pIm = new float[ALL * (ALL + 1) / 2 * N];
  private final float[] xRe = new float[ALL * N];
  private final float[] xIm = new float[ALL * N];
  private final float[] qRe = new float[ALL * N];
  private final float[] qIm = new float[ALL * N];
  private final float[] gRe = new float[ALL * N];
  private final float[] gIm = new float[ALL * N];
  private final float[] rows = new float[ALL * N];
  private final float[] rowsToo = new float[ALL * N];
  private final float[] noise = new float[N];
  private final float[] gain = new float[N];
  private final float[] strength = new float[N];
  private final float[] input = new float[N];
  private final float[] power = new float[N];
  private final int[] start = {-1, -1};
  private final int[] age = new int[WINDOWS];
  private final int[] idle = new int[WINDOWS];
  private final float[] carried = new float[WINDOWS];
  private float rest;
  private int windows;
  private int taps;
  private int jumps;

  EchoPredictor(FarEndHistory played) {
    this.played = played;
    Arrays.fill(noise, 1e-5f);
  }

  /** Predicts one hop of the microphone's signal and takes the prediction from it. */
  void predict(float[] micRe, float[] micIm) {
    Arrays.fill(echoRe, 0);
    Arrays.fill(echoIm, 0);
    gather();
    if (taps > 0) {
      VectorOps.product(rows, rowsToo, wRe, wIm, xRe, xIm, taps * N);
      for (int window = 0; window < windows; window++) {
        measure(window);
      }
      VectorOps.addRows(echoRe, rows, 0, taps, N);
      VectorOps.addRows(echoIm, rowsToo, 0, taps, N);
    }
    for (int f = 0; f < N; f++) {
      restRe[f] = micRe[f] - echoRe[f];
      restIm[f] = micIm[f] - echoIm[f];
    }
    VectorOps.power(power, restRe, restIm, 0, N);
  }

  /** How much of the echo a window carries, for choosing between the two; needed of two only. */
  private void measure(int window) {
    age[window]++;
    if (windows < WINDOWS) {
      return;
    }
    Arrays.fill(gRe, 0, N, 0);
    Arrays.fill(gIm, 0, N, 0);
    VectorOps.addRows(gRe, rows, window * TAPS, window * TAPS + TAPS, N);
    VectorOps.addRows(gIm, rowsToo, window * TAPS, window * TAPS + TAPS, N);
    VectorOps.power(input, gRe, gIm, 0, N);
    carried[window] =
        KEEP_ENERGY * carried[window] + (1 - KEEP_ENERGY) * VectorOps.sum(input, 0, N);
  }

  /** What was played within the windows, newest first; no taps while all of it is silence. */
  private void gather() {
    taps = 0;
    if (windows == 0 || played.sinceSound() > FarEndHistory.LAGS + 3 * TAPS) {
      return;
    }
    float heard = 0;
    for (int window = 0; window < windows; window++) {
      for (int k = 0; k < TAPS; k++, taps++) {
        int row = played.row(start[window] + k);
        System.arraycopy(played.re, row, xRe, taps * N, N);
        System.arraycopy(played.im, row, xIm, taps * N, N);
        heard += played.total(start[window] + k);
      }
    }
    if (heard < LEAST_INPUT) {
      taps = 0;
    }
  }

  /** Learns from the residual of the last prediction. */
  void learn() {
    if (taps == 0) {
      Arrays.fill(doubt, 0);
      for (int f = 0; f < N; f++) {
        noise[f] = 0.95f * noise[f] + 0.05f * power[f];
      }
      return;
    }
    project();
    step();
    for (int d = 0; d < taps; d++) {
      VectorOps.takeProductConj(pRe, pIm, diagonal(d), gRe, gIm, qRe, qIm, d * N, (taps - d) * N);
    }
    wander();
    leaveIdle();
  }

  /** q = P · conj(x), and the doubt x' · P · x. */
  private void project() {
    int n = taps * N;
    Arrays.fill(qRe, 0, n, 0);
    Arrays.fill(qIm, 0, n, 0);
    for (int d = 0; d < taps; d++) {
      int some = (taps - d) * N;
      VectorOps.addProductConj(qRe, qIm, pRe, pIm, diagonal(d), xRe, xIm, d * N, some);
      if (d > 0) {
        VectorOps.addConjOfProduct(qRe, qIm, d * N, pRe, pIm, diagonal(d), xRe, xIm, some);
      }
    }
    Arrays.fill(doubt, 0);
    VectorOps.realOfProduct(rows, qRe, qIm, xRe, xIm, n);
    VectorOps.addRows(doubt, rows, 0, taps, N);
    Arrays.fill(input, 0);
    VectorOps.power(rows, xRe, xIm, 0, n);
    VectorOps.addRows(input, rows, 0, taps, N);
  }

  private void step() {
    for (int f = 0; f < N; f++) {
      boolean driven = input[f] > LEAST_INPUT;
      float mixed = Math.max(0.65f * noise[f] + 0.35f * power[f], 0.9f * noise[f]);
      noise[f] = driven ? mixed : 0.95f * noise[f] + 0.05f * power[f];
      doubt[f] = Math.max(0, doubt[f]);
      gain[f] = driven ? 1 / (doubt[f] + NOISE_SHARE * noise[f] + 1e-8f) : 0;
    }
    int n = taps * N;
    VectorOps.tile(rows, gain, N, taps);
    VectorOps.times(gRe, qRe, rows, n);
    VectorOps.times(gIm, qIm, rows, n);
    VectorOps.tile(rows, restRe, N, taps);
    VectorOps.tile(rowsToo, restIm, N, taps);
    VectorOps.addProduct(wRe, wIm, gRe, gIm, rows, rowsToo, n);
  }

  /** Lets the path wander a little, and keeps rounding from driving the variances out of bounds. */
  private void wander() {
    int n = taps * N;
    VectorOps.power(rows, wRe, wIm, 0, n);
    Arrays.fill(strength, 0);
    VectorOps.addRows(strength, rows, 0, taps, N);
    for (int f = 0; f < N; f++) {
      strength[f] = gain[f] > 0 ? LEAST_WANDER + WANDER / TAPS * strength[f] : 0;
    }
    VectorOps.tile(rows, strength, N, taps);
    widen(pRe, rows, n);
  }

  private static void widen(float[] variances, float[] by, int n) {
    for (int f = 0; f < n; f++) {
      variances[f] = Math.min(PRIOR, Math.max(variances[f], 0) + by[f]);
    }
  }

  private void leaveIdle() {
    rest = KEEP_ENERGY * rest + (1 - KEEP_ENERGY) * VectorOps.sum(power, 0, N);
    for (int window = 0; window < WINDOWS && windows == WINDOWS; window++) {
      boolean useless = carried[window] < IDLE_OF_REST * rest
          && carried[window] < IDLE_OF_OTHER * carried[1 - window];
      idle[window] = useless ? idle[window] + 1 : 0;
      if (idle[window] > IDLE_HOPS) {
        takeUp(window);
      }
    }
  }

  private void takeUp(int window) {
    if (window == 0) {
      moveSecondToFirst();
    }
    start[1] = -1;
    windows = 1;
    idle[0] = 0;
    idle[1] = 0;
  }

  private void moveSecondToFirst() {
    int block = TAPS * N;
    System.arraycopy(wRe, block, wRe, 0, block);
    System.arraycopy(wIm, block, wIm, 0, block);
    for (int d = 0; d < TAPS; d++) {
      System.arraycopy(pRe, diagonal(d) + block, pRe, diagonal(d), (TAPS - d) * N);
      System.arraycopy(pIm, diagonal(d) + block, pIm, diagonal(d), (TAPS - d) * N);
    }
    start[0] = start[1];
    age[0] = age[1];
    carried[0] = carried[1];
  }

  /** Where the covariances of all taps with those so many further on begin. */
  private static int diagonal(int d) {
    return (d * ALL - d * (d - 1) / 2) * N;
  }

  /** Whether a lag lies well within a window. */
  boolean covers(int lag) {
    for (int window = 0; window < windows; window++) {
      if (start[window] <= lag && lag + 2 < start[window] + TAPS) {
        return true;
      }
    }
    return false;
  }

  /** Lays a window round a lag, on a free place or in the place of the one that carries less. */
  void lay(int lag) {
    int window = windows < WINDOWS ? windows : carried[0] < carried[1] ? 0 : 1;
    if (windows == WINDOWS && age[window] < OLD_ENOUGH_HOPS) {
      return;
    }
    int first = Math.max(0, lag - 2);
    if (windows > 0) {
      int other = windows < WINDOWS ? 0 : 1 - window;
      if (first >= start[other] && first < start[other] + TAPS) {
        first = start[other] + TAPS;
      } else if (first < start[other] && first + TAPS > start[other]) {
        first = Math.max(0, start[other] - TAPS);
      }
      jumps++;
    }
    windows = Math.max(windows, window + 1);
    clear(window);
    start[window] = first;
    age[window] = 0;
    idle[0] = 0;
    idle[1] = 0;
    carried[window] = 0;
  }

  private void clear(int window) {
    Arrays.fill(wRe, window * TAPS * N, (window + 1) * TAPS * N, 0);
    Arrays.fill(wIm, window * TAPS * N, (window + 1) * TAPS * N, 0);
    for (int i = 0; i < ALL; i++) {
      for (int d = 0; i + d < ALL; d++) {
        if (i / TAPS == window || (i + d) / TAPS == window) {
          int at = diagonal(d) + i * N;
          Arrays.fill(pRe, at, at + N, d == 0 ? PRIOR : 0);
          Arrays.fill(pIm, at, at + N, 0);
        }
      }
    }
  }

  /** Makes the filter ready to learn anew where it is: the path has changed. */
  void stir() {
    for (int f = 0; f < windows * TAPS * N; f++) {
      pRe[f] = Math.min(PRIOR, pRe[f] + STIR * PRIOR);
    }
  }

  /** Forgets what was learned, but not where: the path is another one, and the prediction does harm. */
  void restart() {
    for (int window = 0; window < windows; window++) {
      clear(window);
      age[window] = 0;
    }
  }

  /** The window that carries most of the echo; meaningful only once a path is known. */
  private int main() {
    boolean second = windows == WINDOWS && age[1] >= OLD_ENOUGH_HOPS && carried[1] > carried[0];
    return second ? 1 : 0;
  }

  /** Whether a path has been found. */
  boolean knows() {
    return windows > 0;
  }

  /** How many windows are laid. */
  int windows() {
    return windows;
  }

  /** Start of the main window in hops, or -1 while no path is known. */
  int lag() {
    return windows == 0 ? -1 : start[main()];
  }

  /** Start of a window in hops. */
  int start(int window) {
    return start[window];
  }

  /** Hops since the window laid last was laid. */
  int age() {
    return windows == 0 ? 0 : windows == 1 ? age[0] : Math.min(age[0], age[1]);
  }

  /** How often a window was laid beside or instead of another. */
  int jumps() {
    return jumps;
  }

  /** Whether there was anything to predict from. */
  boolean active() {
    return taps > 0;
  }

  /** Power of the residual by bins. */
  float[] restPower() {
    return power;
  }

  /** The tap of the main window that carries most, as a lag in hops, or -1 while no path is known. */
  int strongestLag() {
    if (windows == 0) {
      return -1;
    }
    int top = 0;
    float most = -1;
    for (int k = 0; k < TAPS; k++) {
      float energy = 0;
      int at = (main() * TAPS + k) * N;
      for (int f = at; f < at + N; f++) {
        energy += wRe[f] * wRe[f] + wIm[f] * wIm[f];
      }
      if (energy > most) {
        most = energy;
        top = k;
      }
    }
    return start[main()] + top;
  }
}
