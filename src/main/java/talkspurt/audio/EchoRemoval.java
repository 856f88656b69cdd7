package talkspurt.audio;

import java.util.Arrays;

/**
 * The sound to take from the microphone's so that the caller alone is left: the predicted echo, and
 * of the rest what the prediction is known to miss.
 *
 * <p>What it misses is taken to be the filter's doubt and a share of the echo, learned in each band
 * while nobody speaks. While the caller speaks little is taken, so that the voice stays whole. The
 * result lags by {@link #DELAY} samples, what the overlap of the windows needs.
 */
final class EchoRemoval {

  /** Samples at 8 kHz by which what comes out lags. */
  static final int DELAY = Stft.SIZE - Stft.HOP;

  private static final int N = Stft.BINS;
  private static final float DEEPEST_SILENT = 0.1f;
  private static final float DEEPEST_SPEAKING = 0.5f;
  private static final float AUDIBLE = 1e-5f;
  private static final float FORGET_SHARE = 0.98f;
  private static final int LINGERING_HOPS = 4;

  private final RealFft fft = new RealFft(Stft.SIZE);
  private final float[] re = new float[Stft.ALL_BINS];
  private final float[] im = new float[Stft.ALL_BINS];
  private final float[] time = new float[Stft.SIZE];
  private final float[] overlap = new float[Stft.SIZE];
  private final float[] scale = new float[Stft.HOP];
  private final float[] gain = new float[N];
  private final float[] echoPower = new float[N];
  private final float[] echoBands = new float[Bands.COUNT];
  private final float[] restBands = new float[Bands.COUNT];
  private final float[] missedBins = new float[N];
  private final float[] restBins = new float[N];
  private final float[] share = new float[Bands.COUNT];
  private int lingering;
  private float edge = 1;

  EchoRemoval() {
    Arrays.fill(gain, 1);
    Arrays.fill(share, 0.1f);
    for (int n = 0; n < Stft.HOP; n++) {
      float sum = 0;
      for (int k = n; k < Stft.SIZE; k += Stft.HOP) {
        sum += Stft.window(k) * Stft.window(k);
      }
      scale[n] = 1 / sum;
    }
  }

  /**
   * Writes the 80 samples to take away that are complete now.
   *
   * @param speech how likely the caller speaks, as of the frame before
   * @param unknown whether the bot may be heard though its path is not known yet
   */
  void next(
      Stft mic,
      EchoPredictor predictor,
      float[] floor,
      float speech,
      boolean unknown,
      float[] out,
      int at) {
    VectorOps.power(echoPower, predictor.echoRe, predictor.echoIm, N);
    boolean audible = unknown || predictor.active() && VectorOps.sum(echoPower, 0, N) > AUDIBLE;
    lingering = audible ? LINGERING_HOPS + 10 : Math.max(0, lingering - 1);
    if (lingering > 0) {
      weigh(predictor, floor, speech, unknown);
      spectrum(mic, predictor);
      fft.inverse(re, im, time);
      for (int n = 0; n < Stft.SIZE; n++) {
        overlap[n] += time[n] * Stft.window(n);
      }
    } else {
      Arrays.fill(gain, 1);
      edge = 1;
    }
    for (int n = 0; n < Stft.HOP; n++) {
      out[at + n] = overlap[n] * scale[n];
    }
    System.arraycopy(overlap, Stft.HOP, overlap, 0, Stft.SIZE - Stft.HOP);
    Arrays.fill(overlap, Stft.SIZE - Stft.HOP, Stft.SIZE, 0);
  }

  private void weigh(EchoPredictor predictor, float[] floor, float speech, boolean unknown) {
    float[] rest = predictor.restPower();
    float[] doubt = predictor.doubt;
    Bands.means(echoPower, echoBands, 0);
    Bands.means(rest, restBands, 0);
    float deepest = DEEPEST_SILENT + (DEEPEST_SPEAKING - DEEPEST_SILENT) * Math.min(1, 2 * speech);
    float over = 1 + 2 * (1 - Math.min(1, 2 * speech));
    for (int b = 0; b < Bands.COUNT; b++) {
      learnShare(b, floor[b], speech);
      int from = b == 0 ? 0 : Bands.from(b);
      int to = b == Bands.COUNT - 1 ? N : Bands.to(b);
      float blind =
          unknown ? (1 - Math.min(1, 3 * speech)) * Math.max(0, restBands[b] - floor[b]) : 0;
      float missed = over * (share[b] * echoBands[b] + blind);
      Arrays.fill(missedBins, from, to, missed);
      Arrays.fill(restBins, from, to, restBands[b]);
    }
    for (int f = 0; f < N; f++) {
      float wanted =
          1 - (missedBins[f] + over * doubt[f]) / (0.5f * (rest[f] + restBins[f]) + 1e-9f);
      gain[f] += 0.6f * (Math.max(deepest, wanted) - gain[f]);
    }
  }

  private void learnShare(int b, float floor, float speech) {
    if (echoBands[b] < 4 * floor || echoBands[b] < 1e-6f) {
      return;
    }
    float now = Math.min(1, Math.max(0, restBands[b] - floor) / echoBands[b]);
    float pull = (now > share[b] ? 0.1f : 1 - FORGET_SHARE) * Math.max(0, 1 - 3 * speech);
    share[b] += pull * (now - share[b]);
  }

  private void spectrum(Stft mic, EchoPredictor predictor) {
    float[] micRe = mic.allRe();
    float[] micIm = mic.allIm();
    for (int f = 0; f < N; f++) {
      re[Stft.FIRST_BIN + f] = micRe[Stft.FIRST_BIN + f] - gain[f] * predictor.restRe[f];
      im[Stft.FIRST_BIN + f] = micIm[Stft.FIRST_BIN + f] - gain[f] * predictor.restIm[f];
    }
    float low = 1 - left(predictor, 0, 8);
    for (int k = 0; k < Stft.FIRST_BIN; k++) {
      re[k] = low * micRe[k];
      im[k] = low * micIm[k];
    }
    edge = left(predictor, N - 24, N);
    for (int k = Stft.FIRST_BIN + N; k < Stft.ALL_BINS; k++) {
      re[k] = (1 - edge) * micRe[k];
      im[k] = (1 - edge) * micIm[k];
    }
  }

  /** What share of the amplitude of some bins is left. */
  private float left(EchoPredictor predictor, int from, int to) {
    float rest = 0;
    float all = 1e-9f;
    for (int f = from; f < to; f++) {
      float re = predictor.restRe[f] + predictor.echoRe[f];
      float im = predictor.restIm[f] + predictor.echoIm[f];
      all += re * re + im * im;
      rest += gain[f] * gain[f] * predictor.restPower()[f];
    }
    return (float) Math.sqrt(Math.min(1, rest / all));
  }

  /** What share of the amplitude is left at the upper edge: to be applied to all that lies above. */
  float edge() {
    return edge;
  }
}
