package talkspurt.audio;

/** A radix-2 fast Fourier transform in place (Cooley and Tukey 1965), for one power of two. */
final class Fft {

  private final int size;
  private final float[] cos;
  private final float[] sin;

  Fft(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("size " + size + "; allowed: powers of two");
    }
    this.size = size;
    cos = new float[size / 2];
    sin = new float[size / 2];
    for (int k = 0; k < size / 2; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / size);
      sin[k] = (float) -Math.sin(2 * Math.PI * k / size);
    }
  }

  /** Transforms real and imaginary parts, each {@code size} long. */
  void forward(float[] re, float[] im) {
    reorder(re, im);
    for (int half = 1; half < size; half *= 2) {
      int step = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(re, im, start + k, start + k + half, k * step);
        }
      }
    }
  }

  private void butterfly(float[] re, float[] im, int a, int b, int twiddle) {
    float r = re[b] * cos[twiddle] - im[b] * sin[twiddle];
    float i = re[b] * sin[twiddle] + im[b] * cos[twiddle];
    re[b] = re[a] - r;
    im[b] = im[a] - i;
    re[a] += r;
    im[a] += i;
  }

  private void reorder(float[] re, float[] im) {
    for (int i = 1, j = 0; i < size; i++) {
      int bit = size >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        swap(re, i, j);
        swap(im, i, j);
      }
    }
  }

  private static void swap(float[] values, int i, int j) {
    float kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
