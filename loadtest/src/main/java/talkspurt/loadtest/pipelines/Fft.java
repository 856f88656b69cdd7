package talkspurt.loadtest.pipelines;

/** Fourier transform of a power of two, in place. */
final class Fft {
  private final int size;
  private final double[] cos;
  private final double[] sin;

  Fft(int size) {
    this.size = size;
    cos = new double[size / 2];
    sin = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / size);
      sin[i] = Math.sin(2 * Math.PI * i / size);
    }
  }

  void forward(double[] re, double[] im) {
    for (int i = 1, j = 0; i < size; i++) {
      int bit = size >> 1;
      for (; (j & bit) != 0; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        swap(re, i, j);
        swap(im, i, j);
      }
    }
    for (int half = 1; half < size; half *= 2) {
      int step = size / (2 * half);
      for (int from = 0; from < size; from += 2 * half) {
        for (int i = 0; i < half; i++) {
          double c = cos[i * step];
          double s = -sin[i * step];
          int a = from + i;
          int b = a + half;
          double r = re[b] * c - im[b] * s;
          double m = re[b] * s + im[b] * c;
          re[b] = re[a] - r;
          im[b] = im[a] - m;
          re[a] += r;
          im[a] += m;
        }
      }
    }
  }

  /** Back again, without dividing by the size. */
  void backward(double[] re, double[] im) {
    forward(im, re);
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
