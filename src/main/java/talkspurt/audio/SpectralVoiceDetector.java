package talkspurt.audio;

import java.util.Arrays;

/**
 * A voice detector by level and spectrum.
 *
 * <p>Works at 8 kHz on the last 32 ms. In each of {@value #BANDS} bands from 250 to 3750 Hz the
 * level is held against the lowest of the last {@value #FLOOR_FRAMES} frames (minimum statistics,
 * R. Martin 2001, in its plainest form); speech is many bands above their floor. So a noise that
 * begins is taken for speech until the floor has followed, 1.4 s at the most. Digital silence is
 * the floor only when it lasts, because short runs of it stand for lost packets. Sound whose energy
 * sits in one or two spectral peaks (tones, DTMF) is no speech. It knows nothing of echo: what it
 * hears of the bot's voice is speech to it.
 */
public final class SpectralVoiceDetector implements VoiceDetector {

  private static final int RATE_HZ = 8000;
  private static final int SIZE = 256;
  private static final double WINDOW_MEAN_SQUARE = 0.375;
  private static final int BANDS = 14;
  private static final int FIRST_BIN = 8;
  private static final int BINS_PER_BAND = 8;
  private static final int FLOOR_FRAMES = 70;
  private static final int SETTLING_FRAMES = 5;
  private static final int MOST_ZEROS = SIZE / 4;
  private static final int LASTING_SILENCE_FRAMES = 25;
  private static final double FLOOR_BIAS_DB = 3;
  private static final double LEAST_LEVEL_DBFS = -54;
  private static final double MIDDLE_SNR_DB = 5;
  private static final double SLOPE_DB = 1.5;
  private static final double SNR_CAP_DB = 20;
  private static final double TONAL_SHARE = 0.97;
  private static final int TONAL_PEAKS = 2;
  private static final int PEAK_REACH = 2;

  private final Fft fft = new Fft(SIZE);
  private final float[] window = new float[SIZE];
  private final float[] recent = new float[SIZE];
  private final float[] re = new float[SIZE];
  private final float[] im = new float[SIZE];
  private final double[] power = new double[SIZE / 2];
  private final double[] besidePeaks = new double[SIZE / 2];
  private final double[][] levels = new double[BANDS][FLOOR_FRAMES];
  private final double[] smoothed = new double[BANDS];
  private Resampler resampler = new Resampler(RATE_HZ, RATE_HZ);
  private int frames;
  private int holeyFrames;

  /** A detector that has heard nothing yet. */
  public SpectralVoiceDetector() {
    for (int n = 0; n < SIZE; n++) {
      window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (n + 0.5) / SIZE));
    }
    for (double[] band : levels) {
      Arrays.fill(band, Double.POSITIVE_INFINITY);
    }
  }

  @Override
  public float speech(AudioFrame frame) {
    if (frame.rateHz() != resampler.fromHz()) {
      resampler = new Resampler(frame.rateHz(), RATE_HZ);
    }
    shiftIn(resampler.convert(frame.samples()));
    spectrum();
    double snrDb = bandSnrDb(teaches());
    if (frames <= SETTLING_FRAMES || levelDbfs() < LEAST_LEVEL_DBFS || tonal()) {
      return 0;
    }
    return (float) (1 / (1 + Math.exp((MIDDLE_SNR_DB - snrDb) / SLOPE_DB)));
  }

  /** Whether what is heard tells of the line's noise: not where a packet is missing. */
  private boolean teaches() {
    int zeros = 0;
    for (float sample : recent) {
      zeros += sample == 0 ? 1 : 0;
    }
    holeyFrames = zeros > MOST_ZEROS ? holeyFrames + 1 : 0;
    return holeyFrames == 0 || holeyFrames >= LASTING_SILENCE_FRAMES;
  }

  private void shiftIn(short[] samples) {
    int count = Math.min(samples.length, SIZE);
    System.arraycopy(recent, count, recent, 0, SIZE - count);
    for (int i = 0; i < count; i++) {
      recent[SIZE - count + i] = samples[samples.length - count + i];
    }
  }

  private void spectrum() {
    for (int n = 0; n < SIZE; n++) {
      re[n] = recent[n] * window[n];
      im[n] = 0;
    }
    fft.forward(re, im);
    for (int k = 0; k < SIZE / 2; k++) {
      power[k] = (double) re[k] * re[k] + (double) im[k] * im[k];
    }
  }

  private double levelDbfs() {
    double sum = 0;
    for (int k = FIRST_BIN; k < FIRST_BIN + BANDS * BINS_PER_BAND; k++) {
      sum += power[k];
    }
    // Parseval, one-sided
    return Level.dbfs(2 * sum / (WINDOW_MEAN_SQUARE * SIZE * SIZE));
  }

  private double bandSnrDb(boolean teaches) {
    double sum = 0;
    for (int b = 0; b < BANDS; b++) {
      double levelDb = bandDb(FIRST_BIN + b * BINS_PER_BAND);
      if (teaches) {
        smoothed[b] = frames == 0 ? levelDb : 0.7 * smoothed[b] + 0.3 * levelDb;
        levels[b][frames % FLOOR_FRAMES] = smoothed[b];
      }
      sum += Math.max(0, Math.min(SNR_CAP_DB, levelDb - lowest(levels[b]) - FLOOR_BIAS_DB));
    }
    frames += teaches ? 1 : 0;
    return sum / BANDS;
  }

  private double bandDb(int firstBin) {
    double energy = 0;
    for (int k = firstBin; k < firstBin + BINS_PER_BAND; k++) {
      energy += power[k];
    }
    return Level.dbfs(energy / (SIZE * SIZE));
  }

  private static double lowest(double[] values) {
    double least = values[0];
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Whether nearly all energy sits in a few peaks, each as wide as the window makes a tone. */
  private boolean tonal() {
    double all = 0;
    for (int k = 1; k < SIZE / 2; k++) {
      all += power[k];
    }
    System.arraycopy(power, 0, besidePeaks, 0, besidePeaks.length);
    double peaks = 0;
    for (int p = 0; p < TONAL_PEAKS; p++) {
      int top = highest(besidePeaks);
      for (int k = top - PEAK_REACH; k <= top + PEAK_REACH; k++) {
        peaks += besidePeaks[k];
        besidePeaks[k] = 0;
      }
    }
    return peaks > TONAL_SHARE * all;
  }

  private static int highest(double[] values) {
    int top = PEAK_REACH;
    for (int k = PEAK_REACH; k < values.length - PEAK_REACH; k++) {
      top = values[k] > values[top] ? k : top;
    }
    return top;
  }
}
