package talkspurt.audio;

/**
 * Hears the caller over the bot's own echo, and only the caller: one object a call.
 *
 * <p>It is shown each 20 ms of the line beside what was sent to the line in the same 20 ms, in
 * order, from the first to the last of the call, so that what it learns of the line in one turn serves
 * the next. It works at 8 kHz; a line of a higher rate is brought down for it, and its sound cleaned
 * at its own rate. Not thread-safe.
 *
 * <p>The path of a frame: {@link Stft} of both → {@link EchoPredictor} takes from the line what it can
 * foretell → {@link DelayEstimator} looks in the rest for what it cannot yet → {@link Features} says all of
 * that in numbers → {@link HearingNet} judges → {@link EchoRemoval} cleans.
 */
public final class EchoAwareDetector implements NearEndDetector {

  private static final int HOPS = 2;
  private static final int FRAME = HOPS * Stft.HOP;
  private static final int CHANGED_HOPS = 12;
  // once a filter has settled, every second hop teaches it as much as all of them
  private static final int LEARNED_HOPS = 100;
  private static final float HARMFUL_DB = 0.2f;
  private static final int HARMFUL_HOPS = 6;
  private static final float LOUD_REST_DB = -5.2f;
  private static final float UNIT = 1f / 32768;
  private static final float THRESHOLD = 0.5f;
  private static final int ENOUGH = 3;
  private static final int OF_FRAMES = 0xf;
  private static final float BOT_AUDIBLE = 1e-3f;
  private static final float KEEP_LEVEL = 0.99f;
  private static final float LEAST_ECHO = 1e-5f;

  private final int rateHz;
  private final int factor;
  private final FarEndHistory played = new FarEndHistory();
  private final DelayEstimator search = new DelayEstimator();
  private final EchoPredictor predictor = new EchoPredictor(played);
  private final Features evidence = new Features(played, predictor, search);
  private final GapWatch gaps = new GapWatch();
  private final EchoRemoval removal = new EchoRemoval();
  private final HearingNetState attention;
  private final Stft micStft = new Stft();
  private final Stft botStft = new Stft();
  private final float[] micRe = new float[Stft.BINS];
  private final float[] micIm = new float[Stft.BINS];
  private final float[] mic = new float[FRAME];
  private final float[] bot = new float[FRAME];
  private final float[] taken = new float[FRAME];
  private final float[] delayed = new float[EchoRemoval.DELAY + FRAME];
  private final float[] power = new float[Stft.BINS];
  private final FullRate fullRate;
  private float speech;
  private int recent;
  private int harmful;
  private int botQuiet = FarEndHistory.LAGS;
  private float sentLevel;
  private float echoLevel;
  private float lineLevel;
  private float restLevel;

  /**
   * Hearing for one line.
   *
   * @param rateHz a whole multiple of 8000
   */
  public EchoAwareDetector(int rateHz, HearingNet net) {
    if (rateHz < Stft.RATE_HZ || rateHz % Stft.RATE_HZ != 0) {
      throw new IllegalArgumentException(
          "rate " + rateHz + " Hz; allowed: whole multiples of 8000");
    }
    this.rateHz = rateHz;
    factor = rateHz / Stft.RATE_HZ;
    fullRate = factor > 1 ? new FullRate(factor) : null;
    attention = new HearingNetState(net);
  }

  @Override
  public Heard hear(AudioFrame line, AudioFrame sent) {
    AudioFrame clean = AudioFrame.silence(rateHz);
    hear(line.samples(), sent.samples(), clean.samples());
    return new Heard(clean, speech);
  }

  /**
   * Hears one frame without allocating, but for the room of a window of the echo the first time one is
   * laid.
   *
   * @param line what the line brought, 20 ms
   * @param sent what was sent to the line in the same 20 ms
   * @param clean takes 20 ms of the line's sound without the bot
   * @return how likely the caller speaks, 0 to 1; one half is the threshold
   */
  public float hear(short[] line, short[] sent, short[] clean) {
    boolean gap = gaps.gap(line);
    if (factor == 1) {
      for (int n = 0; n < FRAME; n++) {
        mic[n] = line[n] * UNIT;
        bot[n] = sent[n] * UNIT;
      }
    } else {
      fullRate.down(line, sent, mic, bot);
    }
    for (int hop = 0; hop < HOPS; hop++) {
      hop(hop, gap);
    }
    speech = attention.next(evidence.values());
    recent = (recent << 1 | (speech >= THRESHOLD ? 1 : 0)) & OF_FRAMES;
    clean(clean);
    return speech;
  }

  private void hop(int hop, boolean gap) {
    int from = hop * Stft.HOP;
    botStft.next(bot, from, played.re, played.im, played.advance());
    played.written();
    micStft.next(mic, from, micRe, micIm, 0);
    predictor.predict(micRe, micIm);
    boolean broken = gap || gaps.touches(hop);
    if (!broken) {
      if (predictor.age() < LEARNED_HOPS || hop == 0) {
        predictor.learn();
      }
      search.next(predictor.restRe, predictor.restIm, played, predictor.knows());
      place();
      level();
    } else {
      search.skip(played);
    }
    evidence.next(hop, micRe, micIm, broken);
    botQuiet = played.total(0) > BOT_AUDIBLE ? 0 : botQuiet + 1;
    boolean unknown = !predictor.knows() && botQuiet < FarEndHistory.LAGS;
    removal.next(micStft, predictor, evidence.floor(), speech, unknown, taken, from);
  }

  /** Lays a window where the search has found one missing, or stirs the one that no longer fits. */
  private void place() {
    harmful = evidence.restDb() > HARMFUL_DB && predictor.active() ? harmful + 1 : 0;
    if (harmful > HARMFUL_HOPS) {
      predictor.restart();
      search.settle();
      harmful = 0;
    }
    boolean covered = predictor.covers(search.best());
    if (search.found() && !covered) {
      predictor.lay(search.best());
      search.settle();
    } else if (search.held() >= CHANGED_HOPS && evidence.restDb() > LOUD_REST_DB) {
      predictor.stir();
      search.settle();
    }
  }

  private void level() {
    if (!predictor.active()) {
      return;
    }
    VectorOps.power(power, predictor.echoRe, predictor.echoIm, Stft.BINS);
    sentLevel = KEEP_LEVEL * sentLevel + (1 - KEEP_LEVEL) * played.total(predictor.lag() + 2);
    float echo = VectorOps.sum(power, 0, Stft.BINS);
    echoLevel = KEEP_LEVEL * echoLevel + (1 - KEEP_LEVEL) * echo;
    if (speech < THRESHOLD && echo > LEAST_ECHO) {
      VectorOps.power(power, micRe, micIm, Stft.BINS);
      lineLevel = KEEP_LEVEL * lineLevel + (1 - KEEP_LEVEL) * VectorOps.sum(power, 0, Stft.BINS);
      float rest = VectorOps.sum(predictor.restPower(), 0, Stft.BINS);
      restLevel = KEEP_LEVEL * restLevel + (1 - KEEP_LEVEL) * rest;
    }
  }

  private void clean(short[] clean) {
    System.arraycopy(delayed, FRAME, delayed, 0, EchoRemoval.DELAY);
    System.arraycopy(mic, 0, delayed, EchoRemoval.DELAY, FRAME);
    if (factor == 1) {
      VectorOps.difference(taken, delayed, taken, FRAME);
      toSamples(taken, clean);
    } else {
      fullRate.up(delayed, taken, removal.edge(), clean);
    }
  }

  /** Writes numbers from -1 to 1 as samples; those beyond are cut, and {@code from} is changed. */
  static void toSamples(float[] from, short[] to) {
    for (int n = 0; n < from.length; n++) {
      from[n] = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, from[n] * 32768));
    }
    for (int n = 0; n < from.length; n++) {
      to[n] = (short) (from[n] + Math.copySign(0.5f, from[n]));
    }
  }

  /** Whether the caller has spoken for long enough to act on: in three of the last four frames. */
  public boolean speaking() {
    return Integer.bitCount(recent) >= ENOUGH;
  }

  /** By how much the cleaned sound lags, in ms. */
  public int delayMs() {
    return (EchoRemoval.DELAY + (factor > 1 ? 2 * RateChange.LOBES : 0)) / (Stft.RATE_HZ / 1000);
  }

  @Override
  public EchoReport echo() {
    if (!predictor.knows()) {
      return EchoReport.UNKNOWN;
    }
    return new EchoReport(
        predictor.strongestLag() * Stft.HOP_MS,
        ratioDb(sentLevel, echoLevel),
        Math.max(0, ratioDb(lineLevel, restLevel)),
        predictor.jumps());
  }

  private static float ratioDb(float one, float other) {
    return (float) (10 * Math.log10((one + 1e-9) / (other + 1e-9)));
  }

  /** How many numbers a frame is judged by. */
  public static int evidenceSize() {
    return Features.SIZE;
  }

  /** The numbers the last frame was judged by, for training and for tests; valid until the next frame. */
  public float[] evidence() {
    return evidence.shown();
  }

  /** Length of a frame in samples of the line. */
  public int frameSamples() {
    return AudioFrame.samplesPerFrame(rateHz);
  }
}
