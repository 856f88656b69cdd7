package talkspurt.audio;

/** How periodic a spectrum is, as a voice is, and how much of it is bare tones. */
final class Pitch {

  private static final int N = Stft.BINS;
  private static final int SHORTEST = 20;
  private static final int LONGEST = 115;

  private final RealFft fft = new RealFft(Stft.SIZE);
  private final float[] re = new float[Stft.ALL_BINS];
  private final float[] im = new float[Stft.ALL_BINS];
  private final float[] correlation = new float[Stft.SIZE];

  /** The highest peak of the autocorrelation at a voice's periods, against that at zero. */
  float periodicity(float[] power) {
    System.arraycopy(power, 0, re, Stft.FIRST_BIN, N);
    fft.inverse(re, im, correlation);
    float most = 0;
    for (int lag = SHORTEST; lag < LONGEST; lag++) {
      most = Math.max(most, correlation[lag]);
    }
    return most / (correlation[0] + 1e-9f);
  }

  /** Share of the power within two bins of the two highest peaks. */
  static float tonality(float[] power) {
    int first = top(power, -1);
    int second = top(power, first);
    float peaks = around(power, first, -9) + around(power, second, first);
    return peaks / (VectorOps.sum(power, 0, N) + 1e-9f);
  }

  private static int top(float[] power, int besides) {
    int top = -1;
    for (int f = 0; f < N; f++) {
      boolean free = besides < 0 || Math.abs(f - besides) > 3;
      if (free && (top < 0 || power[f] > power[top])) {
        top = f;
      }
    }
    return top;
  }

  private static float around(float[] power, int peak, int taken) {
    float sum = 0;
    for (int f = Math.max(0, peak - 2); f <= Math.min(N - 1, peak + 2); f++) {
      sum += Math.abs(f - taken) <= 2 ? 0 : power[f];
    }
    return sum;
  }
}
