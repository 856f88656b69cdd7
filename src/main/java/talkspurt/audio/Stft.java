package talkspurt.audio;

/**
 * The grid all hearing is done on: 8 kHz, 32 ms under a square-root Hann window, every 10 ms.
 *
 * <p>Of the 129 bins, {@value #BINS} from {@value #FIRST_BIN} on (94 to 3812 Hz) are worked with: what
 * a telephone line carries, in a number that fills vector registers.
 */
final class Stft {

  static final int RATE_HZ = 8000;
  static final int SIZE = 256;
  static final int HOP = 80;
  static final int HOP_MS = 10;
  static final int ALL_BINS = SIZE / 2 + 1;
  static final int FIRST_BIN = 3;
  static final int BINS = 120;

  private static final float[] WINDOW = window();

  private final RealFft fft = new RealFft(SIZE);
  private final float[] recent = new float[SIZE];
  private final float[] windowed = new float[SIZE];
  private final float[] allRe = new float[ALL_BINS];
  private final float[] allIm = new float[ALL_BINS];
  private int quiet = SIZE;

  private static float[] window() {
    float[] window = new float[SIZE];
    for (int n = 0; n < SIZE; n++) {
      window[n] = (float) Math.sin(Math.PI * n / SIZE);
    }
    return window;
  }

  /** The window, the same for analysis and synthesis. */
  static float window(int n) {
    return WINDOW[n];
  }

  /** Takes the next 80 samples and writes the middle bins; all zero when nothing was heard. */
  void next(float[] samples, int from, float[] re, float[] im, int at) {
    System.arraycopy(recent, HOP, recent, 0, SIZE - HOP);
    System.arraycopy(samples, from, recent, SIZE - HOP, HOP);
    boolean silent = true;
    for (int n = SIZE - HOP; n < SIZE; n++) {
      silent &= recent[n] == 0;
    }
    quiet = silent ? quiet + HOP : 0;
    if (quiet >= SIZE) {
      java.util.Arrays.fill(re, at, at + BINS, 0);
      java.util.Arrays.fill(im, at, at + BINS, 0);
      java.util.Arrays.fill(allRe, 0);
      java.util.Arrays.fill(allIm, 0);
      return;
    }
    for (int n = 0; n < SIZE; n++) {
      windowed[n] = recent[n] * WINDOW[n];
    }
    fft.forward(windowed, allRe, allIm);
    System.arraycopy(allRe, FIRST_BIN, re, at, BINS);
    System.arraycopy(allIm, FIRST_BIN, im, at, BINS);
  }

  /** Real parts of all bins of the last window. */
  float[] allRe() {
    return allRe;
  }

  /** Imaginary parts of all bins of the last window. */
  float[] allIm() {
    return allIm;
  }
}
