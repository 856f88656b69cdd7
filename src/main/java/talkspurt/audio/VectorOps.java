package talkspurt.audio;

/**
 * Arithmetic over rows of bins, written so that the JIT turns each loop into vector code: arrays are
 * flat and loops are long. An argument that ends in {@code At} is where a row begins.
 */
final class VectorOps {

  private VectorOps() {}

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

  /** sum += a · conj(b), a and b being parts of larger arrays. */
  static void addProductConj(
      float[] sumRe,
      float[] sumIm,
      float[] aRe,
      float[] aIm,
      int aAt,
      float[] bRe,
      float[] bIm,
      int bAt,
      int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[aAt + f];
      float ai = aIm[aAt + f];
      float b = bRe[bAt + f];
      float bi = bIm[bAt + f];
      sumRe[f] += a * b + ai * bi;
      sumIm[f] += ai * b - a * bi;
    }
  }

  /** sum += conj(a · b), sum and a being parts of larger arrays. */
  static void addConjOfProduct(
      float[] sumRe,
      float[] sumIm,
      int sumAt,
      float[] aRe,
      float[] aIm,
      int aAt,
      float[] bRe,
      float[] bIm,
      int n) {
    for (int f = 0; f < n; f++) {
      float a = aRe[aAt + f];
      float ai = aIm[aAt + f];
      float b = bRe[f];
      float bi = bIm[f];
      sumRe[sumAt + f] += a * b - ai * bi;
      sumIm[sumAt + f] -= a * bi + ai * b;
    }
  }

  /** p -= g · conj(q), p and q being parts of larger arrays. */
  static void takeProductConj(
      float[] pRe,
      float[] pIm,
      int pAt,
      float[] gRe,
      float[] gIm,
      float[] qRe,
      float[] qIm,
      int qAt,
      int n) {
    for (int f = 0; f < n; f++) {
      float g = gRe[f];
      float gi = gIm[f];
      float q = qRe[qAt + f];
      float qi = qIm[qAt + f];
      pRe[pAt + f] -= g * q + gi * qi;
      pIm[pAt + f] -= gi * q - g * qi;
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
  static void power(float[] out, float[] re, float[] im, int at, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = re[at + f] * re[at + f] + im[at + f] * im[at + f];
    }
  }

  /** out = a · b. */
  static void times(float[] out, float[] a, float[] b, int n) {
    for (int f = 0; f < n; f++) {
      out[f] = a[f] * b[f];
    }
  }

  /** Adds the rows of {@code rows}, each {@code n} long, from row {@code from} to before {@code to}. */
  static void addRows(float[] sum, float[] rows, int from, int to, int n) {
    for (int row = from; row < to; row++) {
      addRow(sum, rows, row * n, n);
    }
  }

  /** sum += a. */
  static void addRow(float[] sum, float[] a, int at, int n) {
    for (int f = 0; f < n; f++) {
      sum[f] += a[at + f];
    }
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

  /** Sum of a row, in four strands so that it does not wait for itself. */
  static float sum(float[] a, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int f = from;
    for (; f + 3 < to; f += 4) {
      s0 += a[f];
      s1 += a[f + 1];
      s2 += a[f + 2];
      s3 += a[f + 3];
    }
    for (; f < to; f++) {
      s0 += a[f];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
