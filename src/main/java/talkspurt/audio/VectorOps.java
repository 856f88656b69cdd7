package talkspurt.audio;

/**
 * Arithmetic over rows of bins, written so that the JIT turns each loop into vector code: arrays are
 * flat and loops are long. C2 vectorises a loop only where all arrays of one type are read and written
 * at the same place: no argument says where a row begins; copy it out instead.
 */
final class VectorOps {

  private VectorOps() {}

  /**
   * out = bias + columns · in. Four columns go at a time, so that a sum is loaded and stored once for
   * four products; those whose input is 0 are passed over.
   */
  static void multiply(float[] out, float[] bias, float[][] columns, float[] in) {
    System.arraycopy(bias, 0, out, 0, out.length);
    float[] a = null;
    float[] b = null;
    float[] c = null;
    float byA = 0;
    float byB = 0;
    float byC = 0;
    for (int k = 0; k < in.length; k++) {
      float by = in[k];
      if (by == 0) {
        continue;
      }
      if (a == null) {
        a = columns[k];
        byA = by;
      } else if (b == null) {
        b = columns[k];
        byB = by;
      } else if (c == null) {
        c = columns[k];
        byC = by;
      } else {
        addScaled(out, a, byA, b, byB, c, byC, columns[k], by);
        a = null;
        b = null;
        c = null;
      }
    }
    if (a != null) {
      addScaled(out, a, byA);
    }
    if (b != null) {
      addScaled(out, b, byB);
    }
    if (c != null) {
      addScaled(out, c, byC);
    }
  }

  private static void addScaled(
      float[] out,
      float[] a,
      float byA,
      float[] b,
      float byB,
      float[] c,
      float byC,
      float[] d,
      float byD) {
    for (int f = 0; f < out.length; f++) {
      out[f] += (a[f] * byA + b[f] * byB) + (c[f] * byC + d[f] * byD);
    }
  }

  private static void addScaled(float[] out, float[] column, float by) {
    for (int f = 0; f < out.length; f++) {
      out[f] += column[f] * by;
    }
  }

  /** sum += a. */
  static void add(float[] sum, float[] a, int n) {
    for (int f = 0; f < n; f++) {
      sum[f] += a[f];
    }
  }

  /** out = a - b. */
  static void difference(float[] out, float[] a, float[] b, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = a[f] - b[f];
    }
  }

  /** sum += a · b. */
  static void addTimes(float[] sum, float[] a, float[] b, int n) {
    for (int f = 0; f < n; f++) {
      sum[f] += a[f] * b[f];
    }
  }

  /** out = a · b over {@code n} values. */
  static void product(
      float[] outRe, float[] outIm, float[] aRe, float[] aIm, float[] bRe, float[] bIm, int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[f];
      float ai = aIm[f];
      float b = bRe[f];
      float bi = bIm[f];
      outRe[f] = a * b - ai * bi;
      outIm[f] = a * bi + ai * b;
    }
  }

  /** sum += a · b. */
  static void addProduct(
      float[] sumRe, float[] sumIm, float[] aRe, float[] aIm, float[] bRe, float[] bIm, int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[f];
      float ai = aIm[f];
      float b = bRe[f];
      float bi = bIm[f];
      sumRe[f] += a * b - ai * bi;
      sumIm[f] += a * bi + ai * b;
    }
  }

  /** sum += a · conj(b). */
  static void addProductConj(
      float[] sumRe, float[] sumIm, float[] aRe, float[] aIm, float[] bRe, float[] bIm, int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[f];
      float ai = aIm[f];
      float b = bRe[f];
      float bi = bIm[f];
      sumRe[f] += a * b + ai * bi;
      sumIm[f] += ai * b - a * bi;
    }
  }

  /** sum += conj(a · b). */
  static void addConjOfProduct(
      float[] sumRe, float[] sumIm, float[] aRe, float[] aIm, float[] bRe, float[] bIm, int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[f];
      float ai = aIm[f];
      float b = bRe[f];
      float bi = bIm[f];
      sumRe[f] += a * b - ai * bi;
      sumIm[f] -= a * bi + ai * b;
    }
  }

  /** p -= g · conj(q). */
  static void takeProductConj(
      float[] pRe, float[] pIm, float[] gRe, float[] gIm, float[] qRe, float[] qIm, int n) {
    for (int f = 0; f < n; f++) {
      float g = gRe[f];
      float gi = gIm[f];
      float q = qRe[f];
      float qi = qIm[f];
      pRe[f] -= g * q + gi * qi;
      pIm[f] -= gi * q - g * qi;
    }
  }

  /** out = Re(a · b). */
  static void realOfProduct(
      float[] out, float[] aRe, float[] aIm, float[] bRe, float[] bIm, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = aRe[f] * bRe[f] - aIm[f] * bIm[f];
    }
  }

  /** out = |a|². */
  static void power(float[] out, float[] re, float[] im, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = re[f] * re[f] + im[f] * im[f];
    }
  }

  /** out = a · b. */
  static void times(float[] out, float[] a, float[] b, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = a[f] * b[f];
    }
  }

  /**
   * sum = the sum of the first {@code count} rows of {@code rows}, each {@code n} long; what they held
   * is lost, and {@code spare}, at least half as long, is written to.
   */
  static void sumRows(float[] sum, float[] rows, float[] spare, int count, int n) {
    int left = count;
    while (left > 1) {
      int half = left / 2;
      left -= half;
      System.arraycopy(rows, left * n, spare, 0, half * n);
      add(rows, spare, half * n);
    }
    System.arraycopy(rows, 0, sum, 0, n);
  }

  /** Writes {@code row} again and again. */
  static void tile(float[] out, float[] row, int n, int times) {
    for (int k = 0; k < times; k++) {
      System.arraycopy(row, 0, out, k * n, n);
    }
  }

  /** s = keep · s + (1 - keep) · value. */
  static void smooth(float[] s, float keep, float[] value, int n) {
    float take = 1 - keep;
    for (int f = 0; f < n; f++) {
      s[f] = keep * s[f] + take * value[f];
    }
  }

  /** Sum of a row, in eight strands so that it does not wait for itself. */
  static float sum(float[] a, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int f = from;
    for (; f + 7 < to; f += 8) {
      s0 += a[f];
      s1 += a[f + 1];
      s2 += a[f + 2];
      s3 += a[f + 3];
      s4 += a[f + 4];
      s5 += a[f + 5];
      s6 += a[f + 6];
      s7 += a[f + 7];
    }
    for (; f < to; f++) {
      s0 += a[f];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
