package talkspurt.audio;

import java.util.Arrays;

/**
 * What is known of a 20 ms frame, as numbers for {@link HearingNet}: levels in bands of the residual,
 * the microphone, the predicted echo, the noise floor, the doubt of the prediction and the bot; and
 * what tells a voice from an echo or a tone. Each is the mean of the frame's two hops.
 */
final class Features {

  /** How many numbers describe a frame. */
  static final int SIZE = 6 * Bands.COUNT + 9 + 2 * Coherence.PARTS;

  private static final int REST = 0;
  private static final int MIC = Bands.COUNT;
  private static final int ECHO = 2 * Bands.COUNT;
  private static final int FLOOR = 3 * Bands.COUNT;
  private static final int DOUBT = 4 * Bands.COUNT;
  private static final int BOT = 5 * Bands.COUNT;
  private static final int MORE = 6 * Bands.COUNT;
  private static final int LIKE = MORE + 9;
  private static final int N = Stft.BINS;
  private static final float LEAST = 1e-7f;
  private static final int SPREAD_HOPS = 7;
  private static final int UNKNOWN_HOPS = 61;
  private static final float SMOOTHING = 0.9f;
  private static final float DB = (float) (10 / Math.log(10));

  private final FarEndHistory played;
  private final EchoPredictor predictor;
  private final DelayEstimator search;
  private final NoiseFloor floor = new NoiseFloor();
  private final Coherence restLike = new Coherence();
  private final Coherence micLike = new Coherence();
  private final Pitch pitch = new Pitch();
  private final float[] values = new float[SIZE];
  private final float[] product = new float[6 * Bands.COUNT];
  private final float[] bands = new float[Bands.COUNT];
  private final float[] micPower = new float[N];
  private final float[] echoPower = new float[N];
  private final float[] voice = new float[N];
  private final float[] least = new float[N];
  private float restSmoothed;
  private float micSmoothed;

  Features(FarEndHistory played, EchoPredictor predictor, DelayEstimator search) {
    this.played = played;
    this.predictor = predictor;
    this.search = search;
  }

  /** Takes the first or the second hop of a frame. */
  void next(int hop, float[] micRe, float[] micIm, boolean gap) {
    if (hop == 0) {
      Arrays.fill(values, 0);
      Arrays.fill(product, 1);
      Arrays.fill(voice, 0);
    }
    float[] rest = predictor.restPower();
    if (predictor.active()) {
      compare(rest, micRe, micIm);
    } else {
      alone(rest);
    }
    floor.next(bands);
    multiply(FLOOR, floor.bands());
    if (predictor.doubts()) {
      addBands(DOUBT, predictor.doubt);
    } else {
      multiplyByNothing(DOUBT);
    }
    bot();
    multiply(BOT, bands);
    values[MORE + 6] += gap ? 0.5f : 0;
    like(micRe, micIm);
  }

  /** Takes a hop for which an echo is predicted, and leaves the lowest powers in {@code bands}. */
  private void compare(float[] rest, float[] micRe, float[] micIm) {
    VectorOps.power(micPower, micRe, micIm, N);
    VectorOps.power(echoPower, predictor.echoRe, predictor.echoIm, N);
    for (int f = 0; f < N; f++) {
      least[f] = Math.min(rest[f], micPower[f]);
      voice[f] += least[f];
      // a prediction that adds is wrong; how far it may add is bounded
      rest[f] = Math.min(rest[f], 2 * micPower[f]);
    }
    addBands(REST, rest);
    addBands(MIC, micPower);
    addBands(ECHO, echoPower);
    smooth(VectorOps.sum(rest, 0, N), VectorOps.sum(micPower, 0, N));
    Bands.means(least, bands, 0);
  }

  /** Takes a hop for which none is: the microphone's is all there is, and all the rest. */
  private void alone(float[] mic) {
    VectorOps.add(voice, mic, N);
    addBands(REST, mic);
    multiply(MIC, bands);
    multiplyByNothing(ECHO);
    float all = VectorOps.sum(mic, 0, N);
    smooth(all, all);
  }

  private void smooth(float rest, float mic) {
    restSmoothed = SMOOTHING * restSmoothed + (1 - SMOOTHING) * rest;
    micSmoothed = SMOOTHING * micSmoothed + (1 - SMOOTHING) * mic;
  }

  private void like(float[] micRe, float[] micIm) {
    if (played.sinceSound() > FarEndHistory.LAGS + 40 || !predictor.knows()) {
      return;
    }
    restLike.next(predictor.restRe, predictor.restIm, predictor.echoRe, predictor.echoIm);
    micLike.next(micRe, micIm, predictor.echoRe, predictor.echoIm);
    restLike.addTo(values, LIKE, 0.5f);
    micLike.addTo(values, LIKE + Coherence.PARTS, 0.5f);
  }

  private void addBands(int at, float[] power) {
    Bands.means(power, bands, 0);
    multiply(at, bands);
  }

  private void multiply(int at, float[] levels) {
    for (int b = 0; b < Bands.COUNT; b++) {
      product[at + b] *= levels[b] + LEAST;
    }
  }

  private void multiplyByNothing(int at) {
    for (int b = 0; b < Bands.COUNT; b++) {
      product[at + b] *= LEAST;
    }
  }

  /** The bot at the lag of its echo or, while that is unknown, its loudest of the last 600 ms. */
  private void bot() {
    Arrays.fill(bands, 0);
    if (played.sinceSound() > FarEndHistory.LAGS + 3 * EchoPredictor.TAPS) {
      return;
    }
    int from = predictor.knows() ? predictor.lag() : 0;
    int to = predictor.knows() ? from + SPREAD_HOPS : UNKNOWN_HOPS;
    for (int hop = from; hop < to; hop++) {
      int row = played.bandRow(hop);
      for (int b = 0; b < Bands.COUNT; b++) {
        bands[b] = Math.max(bands[b], played.bands[row + b]);
      }
    }
  }

  /** The numbers of the frame whose second hop has been taken; valid until the next. */
  float[] values() {
    for (int k = 0; k < product.length; k++) {
      values[k] = 0.5f * DB * FastLog.log(product[k]);
    }
    values[MORE] = search.peak();
    values[MORE + 1] = search.mean();
    values[MORE + 2] = 0.1f * DB * FastLog.log((restSmoothed + LEAST) / (micSmoothed + LEAST));
    values[MORE + 3] = predictor.knows() ? 1 : 0;
    values[MORE + 4] = predictor.knows() ? Math.min(predictor.age(), 200) / 200f : -1;
    values[MORE + 5] = pitch.periodicity(voice);
    values[MORE + 7] = Pitch.tonality(voice);
    values[MORE + 8] = predictor.windows() > 1 ? 1 : 0;
    return values;
  }

  /** The numbers given last. */
  float[] shown() {
    return values;
  }

  /** Power of the noise floor in bands. */
  float[] floor() {
    return floor.bands();
  }

  /** Residual against microphone in dB over the last 100 ms, 0 or below where echo is removed. */
  float restDb() {
    return DB * FastLog.log((restSmoothed + LEAST) / (micSmoothed + LEAST));
  }
}
