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
  private static final float IDLE_OF_REST = 0.3f;
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
  private final Covariance covariance = new Covariance(PRIOR);
  // as long as the taps of the windows laid so far
  private float[] wRe = {};
  private float[] wIm = {};
  private float[] xRe = {};
  private float[] xIm = {};
  private float[] qRe = {};
  private float[] qIm = {};
  private float[] gRe = {};
  private float[] gIm = {};
  private float[] rows = {};
  private float[] rowsToo = {};
  private float[] half = {};
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
  private boolean doubts;
  private int jumps;

  EchoPredictor(FarEndHistory played) {
    this.played = played;
    Arrays.fill(noise, 1e-5f);
  }

  /** Predicts one hop of the microphone's signal and takes the prediction from it. */
  void predict(float[] micRe, float[] micIm) {
    gather();
    Arrays.fill(echoRe, 0);
    Arrays.fill(echoIm, 0);
    if (taps > 0) {
      VectorOps.product(rows, rowsToo, wRe, wIm, xRe, xIm, taps * N);
      for (int window = 0; window < windows; window++) {
        add(window);
      }
    }
    VectorOps.difference(restRe, micRe, echoRe, N);
    VectorOps.difference(restIm, micIm, echoIm, N);
    VectorOps.power(power, restRe, restIm, N);
  }

  /** Adds what one window foretells, and measures how much of the echo it carries. */
  private void add(int window) {
    int first = window * TAPS * N;
    System.arraycopy(rows, first, gRe, 0, TAPS * N);
    System.arraycopy(rowsToo, first, gIm, 0, TAPS * N);
    VectorOps.sumRows(qRe, gRe, half, TAPS, N);
    VectorOps.sumRows(qIm, gIm, half, TAPS, N);
    VectorOps.add(echoRe, qRe, N);
    VectorOps.add(echoIm, qIm, N);
    age[window]++;
    if (windows == WINDOWS) {
      VectorOps.power(input, qRe, qIm, N);
      carried[window] =
          KEEP_ENERGY * carried[window] + (1 - KEEP_ENERGY) * VectorOps.sum(input, 0, N);
    }
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
      forgetDoubt();
      for (int f = 0; f < N; f++) {
        noise[f] = 0.95f * noise[f] + 0.05f * power[f];
      }
      return;
    }
    project();
    step();
    covariance.take(gRe, gIm, qRe, qIm, taps, rows, rowsToo);
    wander();
    leaveIdle();
  }

  private void forgetDoubt() {
    if (doubts) {
      Arrays.fill(doubt, 0);
      doubts = false;
    }
  }

  /** q = P · conj(x), and the doubt x' · P · x. */
  private void project() {
    doubts = true;
    covariance.project(qRe, qIm, xRe, xIm, taps, gRe, gIm, rows, rowsToo);
    VectorOps.realOfProduct(rows, qRe, qIm, xRe, xIm, taps * N);
    VectorOps.sumRows(doubt, rows, half, taps, N);
    VectorOps.power(rows, xRe, xIm, taps * N);
    VectorOps.sumRows(input, rows, half, taps, N);
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
    VectorOps.power(rows, wRe, wIm, n);
    VectorOps.sumRows(strength, rows, half, taps, N);
    for (int f = 0; f < N; f++) {
      strength[f] = gain[f] > 0 ? LEAST_WANDER + WANDER / TAPS * strength[f] : 0;
    }
    VectorOps.tile(rows, strength, N, taps);
    covariance.widen(rows, taps);
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
    covariance.moveDown(TAPS, TAPS);
    start[0] = start[1];
    age[0] = age[1];
    carried[0] = carried[1];
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
    reserve(windows * TAPS);
    clear(window);
    start[window] = first;
    age[window] = 0;
    idle[0] = 0;
    idle[1] = 0;
    carried[window] = 0;
  }

  /** Makes room for so many taps: most calls need one window, or none. */
  private void reserve(int most) {
    int n = most * N;
    if (n <= wRe.length) {
      return;
    }
    covariance.reserve(most);
    wRe = Arrays.copyOf(wRe, n);
    wIm = Arrays.copyOf(wIm, n);
    xRe = new float[n];
    xIm = new float[n];
    qRe = new float[n];
    qIm = new float[n];
    gRe = new float[n];
    gIm = new float[n];
    rows = new float[n];
    rowsToo = new float[n];
    half = new float[n / 2];
  }

  private void clear(int window) {
    Arrays.fill(wRe, window * TAPS * N, (window + 1) * TAPS * N, 0);
    Arrays.fill(wIm, window * TAPS * N, (window + 1) * TAPS * N, 0);
    covariance.forget(window * TAPS, (window + 1) * TAPS);
  }

  /** Makes the filter ready to learn anew where it is: the path has changed. */
  void stir() {
    covariance.widen(STIR * PRIOR, windows * TAPS);
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

  /** Whether {@link #doubt} is not all zero. */
  boolean doubts() {
    return doubts;
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
