package talkspurt.audio;

import java.util.Arrays;

/**
 * What a filter of several taps does not know about its weights, in each bin: a Hermitian matrix of
 * covariances.
 *
 * <p>It is kept by diagonals, so that each is one long row: taps i and i + d, for all i, for one d. A
 * row is worked on beside copies that begin d taps further on: the JIT vectorises no loop over arrays
 * of one type at different places. Room for more than the first window is made when it is asked for.
 */
final class Covariance {

  private static final int N = Stft.BINS;

  private final float prior;
  private float[][] re = {};
  private float[][] im = {};

  /** Nothing is known of any tap: its variance is {@code prior}, and never more. */
  Covariance(float prior) {
    this.prior = prior;
  }

  /** Makes room for so many taps. */
  void reserve(int taps) {
    if (taps <= re.length) {
      return;
    }
    re = grown(re, taps);
    im = grown(im, taps);
  }

  private static float[][] grown(float[][] rows, int taps) {
    float[][] grown = new float[taps][];
    for (int d = 0; d < taps; d++) {
      int length = (taps - d) * N;
      grown[d] = d < rows.length ? Arrays.copyOf(rows[d], length) : new float[length];
    }
    return grown;
  }

  /** q = P · conj(x); the other four arrays, as long as q, are written to. */
  void project(
      float[] qRe,
      float[] qIm,
      float[] xRe,
      float[] xIm,
      int taps,
      float[] mirroredRe,
      float[] mirroredIm,
      float[] shiftedRe,
      float[] shiftedIm) {
    int all = taps * N;
    Arrays.fill(mirroredRe, 0, all, 0);
    Arrays.fill(mirroredIm, 0, all, 0);
    Arrays.fill(qRe, 0, all, 0);
    Arrays.fill(qIm, 0, all, 0);
    for (int d = taps - 1; d > 0; d--) {
      int n = (taps - d) * N;
      System.arraycopy(xRe, d * N, shiftedRe, 0, n);
      System.arraycopy(xIm, d * N, shiftedIm, 0, n);
      VectorOps.addProductConj(qRe, qIm, re[d], im[d], shiftedRe, shiftedIm, n);
      // the half below the diagonal: what belongs d taps further on moves there a tap a step
      VectorOps.addConjOfProduct(mirroredRe, mirroredIm, re[d], im[d], xRe, xIm, n);
      moveOn(mirroredRe, n);
      moveOn(mirroredIm, n);
    }
    VectorOps.addProductConj(qRe, qIm, re[0], im[0], xRe, xIm, all);
    VectorOps.add(qRe, mirroredRe, all);
    VectorOps.add(qIm, mirroredIm, all);
  }

  private static void moveOn(float[] row, int n) {
    System.arraycopy(row, 0, row, N, n);
    Arrays.fill(row, 0, N, 0);
  }

  /**
   * P = P - g · q', q' being q conjugated and transposed; the other two arrays, as long as q, are
   * written to.
   */
  void take(
      float[] gRe,
      float[] gIm,
      float[] qRe,
      float[] qIm,
      int taps,
      float[] shiftedRe,
      float[] shiftedIm) {
    for (int d = 0; d < taps; d++) {
      int n = (taps - d) * N;
      System.arraycopy(qRe, d * N, shiftedRe, 0, n);
      System.arraycopy(qIm, d * N, shiftedIm, 0, n);
      VectorOps.takeProductConj(re[d], im[d], gRe, gIm, shiftedRe, shiftedIm, n);
    }
  }

  /** Adds to the variances of all taps, and keeps rounding from driving them out of bounds. */
  void widen(float[] by, int taps) {
    widen(re[0], by, prior, taps * N);
  }

  private static void widen(float[] variances, float[] by, float most, int n) {
    for (int f = 0; f < n; f++) {
      variances[f] = Math.min(most, Math.max(variances[f], 0) + by[f]);
    }
  }

  /** Adds one value to the variances of all taps. */
  void widen(float by, int taps) {
    for (int f = 0; f < taps * N; f++) {
      re[0][f] = Math.min(prior, re[0][f] + by);
    }
  }

  /** Forgets what is known of some taps, and how they go with all others. */
  void forget(int from, int to) {
    for (int d = 0; d < re.length; d++) {
      for (int i = 0; i + d < re.length; i++) {
        if (i >= from && i < to || i + d >= from && i + d < to) {
          Arrays.fill(re[d], i * N, (i + 1) * N, d == 0 ? prior : 0);
          Arrays.fill(im[d], i * N, (i + 1) * N, 0);
        }
      }
    }
  }

  /** The taps from {@code first} on become the first {@code taps}. */
  void moveDown(int first, int taps) {
    for (int d = 0; d < taps; d++) {
      System.arraycopy(re[d], first * N, re[d], 0, (taps - d) * N);
      System.arraycopy(im[d], first * N, im[d], 0, (taps - d) * N);
    }
  }
}
