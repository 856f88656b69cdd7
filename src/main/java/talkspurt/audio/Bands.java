package talkspurt.audio;

/** Sixteen bands of equal width on the mel scale, 130 to 3650 Hz, over the bins of {@link Stft}. */
final class Bands {

  static final int COUNT = 16;

  private static final double LOW_HZ = 130;
  private static final double HIGH_HZ = 3650;
  private static final int[] FROM = new int[COUNT];
  private static final int[] TO = new int[COUNT];

  static {
    for (int b = 0; b < COUNT; b++) {
      FROM[b] = bin(b) - Stft.FIRST_BIN;
      TO[b] = Math.max(FROM[b] + 1, bin(b + 1) - Stft.FIRST_BIN);
    }
  }

  private Bands() {}

  private static int bin(int edge) {
    double mel = mel(LOW_HZ) + (mel(HIGH_HZ) - mel(LOW_HZ)) * edge / COUNT;
    double hz = 700 * (Math.pow(10, mel / 2595) - 1);
    return (int) Math.round(hz * Stft.SIZE / Stft.RATE_HZ);
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }

  /** Mean power in each band. */
  static void means(float[] power, float[] out, int at) {
    for (int b = 0; b < COUNT; b++) {
      float sum = 0;
      for (int f = FROM[b]; f < TO[b]; f++) {
        sum += power[f];
      }
      out[at + b] = sum / (TO[b] - FROM[b]);
    }
  }

  /** First bin of a band. */
  static int from(int band) {
    return FROM[band];
  }

  /** First bin behind a band. */
  static int to(int band) {
    return TO[band];
  }
}
