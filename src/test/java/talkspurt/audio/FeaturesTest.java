package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {

  private static final int REST = 0;
  private static final int MIC = 1;
  private static final int ECHO = 2;
  private static final int FLOOR = 3;
  private static final int DOUBT = 4;
  private static final int BOT = 5;
  private static final float LEAST_DB = -70;
  private static final double FAR = 0.02;

  private final FarEndHistory played = new FarEndHistory();
  private final EchoPredictor predictor = new EchoPredictor(played);
  private final DelayEstimator search = new DelayEstimator();
  private final Features features = new Features(played, predictor, search);
  private final Random random = new Random(1);

  @Test
  void aMicrophoneAloneIsItsOwnRest() {
    float[] values = frame(Spectra.flat(0.01), Spectra.flat(0.01));
    assertThat(values).hasSize(113).isSameAs(features.shown());
    assertThat(band(values, REST)).containsOnly(new float[] {-20}, within(0.01f));
    assertThat(band(values, MIC)).containsOnly(new float[] {-20}, within(0.01f));
    assertThat(band(values, ECHO)).containsOnly(new float[] {LEAST_DB}, within(0.01f));
    assertThat(band(values, FLOOR)).containsOnly(new float[] {-20}, within(0.01f));
    assertThat(band(values, DOUBT)).containsOnly(new float[] {LEAST_DB}, within(0.01f));
    assertThat(band(values, BOT)).containsOnly(new float[] {LEAST_DB}, within(0.01f));
    assertThat(more(values, 0)).as("peak").isZero();
    assertThat(more(values, 1)).as("mean").isZero();
    assertThat(more(values, 2)).as("removed").isZero();
    assertThat(more(values, 3)).as("a path is known").isZero();
    assertThat(more(values, 4)).as("age of the path").isEqualTo(-1);
    assertThat(more(values, 8)).as("second window").isZero();
    assertThat(Arrays.copyOfRange(values, 105, 113)).containsOnly(0);
    assertThat(features.restDb()).isZero();
  }

  @Test
  void aFrameIsTheMeanOfItsHopsInDecibels() {
    float[] values = frame(Spectra.flat(0.1), Spectra.flat(0.001));
    assertThat(band(values, MIC)).containsOnly(new float[] {-20}, within(0.01f));
    values = frame(Spectra.flat(0.01), Spectra.flat(0.0001));
    assertThat(band(values, MIC)).containsOnly(new float[] {-30}, within(0.01f));
  }

  @Test
  void eachFrameBeginsAnew() {
    frame(Spectra.flat(1), Spectra.flat(1), true, true);
    float[] values = frame(Spectra.flat(0.01), Spectra.flat(0.01), false, false);
    assertThat(band(values, MIC)).containsOnly(new float[] {-20}, within(0.01f));
    assertThat(more(values, 6)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"false, false, 0", "true, false, 0.5", "false, true, 0.5", "true, true, 1"})
  void gapsAreCountedByHops(boolean first, boolean second, float gap) {
    assertThat(more(frame(Spectra.flat(1), Spectra.flat(1), first, second), 6)).isEqualTo(gap);
  }

  @Test
  void aToneIsToldFromANoise() {
    Spectra tone = new Spectra();
    tone.re[40] = 1;
    tone.re[80] = 1;
    assertThat(more(frame(tone, tone), 7)).isCloseTo(1, within(0.001f));
    assertThat(more(frame(Spectra.flat(0.01), Spectra.flat(0.01)), 7)).isLessThan(0.1f);
  }

  @ParameterizedTest(name = "sent {0} hops before the frame''s end, path at {1}: heard {2}")
  @CsvSource({
    // no path is known: 61 hops
    "0, -1, true",
    "60, -1, true",
    "62, -1, false",
    // from where the window begins, for 7 hops
    "8, 10, true",
    "14, 10, true",
    "6, 10, false",
    "16, 10, false"
  })
  void theBotIsLookedForWhereItsEchoIs(int hopsAgo, int path, boolean heard) {
    if (path >= 0) {
      predictor.lay(path);
    }
    Spectra.flat(0.01).sendTo(played);
    Spectra.flat(0.01).sendTo(played);
    for (int n = 0; n < hopsAgo - 1; n++) {
      new Spectra().sendTo(played);
    }
    hop(0, Spectra.flat(1e-3), false);
    if (hopsAgo > 0) {
      new Spectra().sendTo(played);
    }
    hop(1, Spectra.flat(1e-3), false);
    float[] bot = band(features.values(), BOT);
    assertThat(bot).containsOnly(new float[] {heard ? -20 : LEAST_DB}, within(0.01f));
  }

  @ParameterizedTest(name = "{0} hops since the bot: {1} dB")
  @CsvSource({"159, -20", "160, -70"})
  void aBotThatFellSilentLongAgoIsNotLookedFor(int silentHops, float db) {
    predictor.lay(161);
    for (int n = 0; n < 3; n++) {
      Spectra.flat(0.01).sendTo(played);
    }
    for (int n = 0; n < silentHops; n++) {
      new Spectra().sendTo(played);
    }
    float[] values = frame(Spectra.flat(1e-3), Spectra.flat(1e-3));
    assertThat(band(values, BOT)).containsOnly(new float[] {db}, within(0.01f));
  }

  @Test
  void aPathThatIsKnownShowsItsAgeAndWhatIsRemoved() {
    train(20);
    predictor.lay(10);
    train(100);
    float[] values = features.values();
    assertThat(more(values, 3)).isEqualTo(1);
    assertThat(more(values, 4)).isEqualTo(0.5f);
    assertThat(more(values, 8)).isZero();
    assertThat(features.restDb()).isLessThan(-15);
    assertThat(more(values, 2)).isCloseTo(features.restDb() / 10, within(1e-4f));
    for (int part = 0; part < 4; part++) {
      assertThat(values[109 + part]).as("the microphone is echo").isBetween(0.9f, 1.01f);
      assertThat(values[105 + part]).as("the rest is none").isLessThan(0.6f);
    }
    for (int band = 0; band < Bands.COUNT; band++) {
      assertThat(band(values, ECHO)[band]).isCloseTo(band(values, MIC)[band], within(1f));
    }
    train(99);
    assertThat(more(features.values(), 4)).isEqualTo(0.995f);
    train(300);
    assertThat(more(features.values(), 4)).as("at most").isEqualTo(1);
    predictor.lay(60);
    train(2);
    values = features.values();
    assertThat(more(values, 4)).isEqualTo(0.01f);
    assertThat(more(values, 8)).as("second window").isEqualTo(1);
  }

  @Test
  void aPredictionThatAddsIsBounded() {
    predictor.lay(10);
    train(100);
    for (int n = 0; n < 20; n++) {
      Spectra.noise(random, 100 * FAR).sendTo(played);
    }
    float[] values = frame(Spectra.flat(0.001), Spectra.flat(0.001));
    assertThat(band(values, MIC)).containsOnly(new float[] {-30}, within(0.01f));
    for (float db : band(values, ECHO)) {
      assertThat(db).isGreaterThan(-20);
    }
    float most = 0;
    for (float db : band(values, REST)) {
      assertThat(db).isLessThanOrEqualTo(-26.98f);
      most = Math.max(most, db + 30);
    }
    assertThat(most).isGreaterThan(2.9f);
  }

  @Test
  void theFloorIsTheLowestOfTheMicrophoneAndTheRest() {
    for (int n = 0; n < 10; n++) {
      frame(Spectra.flat(0.001), Spectra.flat(0.001));
    }
    for (int n = 0; n < 10; n++) {
      frame(Spectra.flat(1), Spectra.flat(1));
    }
    assertThat(features.floor()).containsOnly(new float[] {0.0018f}, within(1e-5f));
  }

  @Test
  void whatTheSearchFoundIsShown() {
    for (int n = 0; n < 50; n++) {
      Spectra.noise(random, FAR).sendTo(played);
      Spectra echo = new Spectra().withEcho(played, 20, 0.5f, 0);
      search.next(echo.re, echo.im, played, false);
    }
    float[] values = frame(Spectra.flat(1), Spectra.flat(1));
    assertThat(more(values, 0)).isPositive().isEqualTo(search.peak());
    assertThat(more(values, 1)).isPositive().isEqualTo(search.mean());
  }

  private void train(int hops) {
    for (int n = 0; n < hops; n++) {
      Spectra.noise(random, FAR).sendTo(played);
      hop((n + hops) % 2, new Spectra().withEcho(played, 10, 0.3f, -0.4f), false);
      predictor.learn();
    }
  }

  private float[] frame(Spectra first, Spectra second) {
    return frame(first, second, false, false);
  }

  private float[] frame(Spectra first, Spectra second, boolean gap, boolean gapToo) {
    hop(0, first, gap);
    hop(1, second, gapToo);
    return features.values();
  }

  private void hop(int hop, Spectra mic, boolean gap) {
    predictor.predict(mic.re, mic.im);
    features.next(hop, mic.re, mic.im, gap);
  }

  private static float[] band(float[] values, int kind) {
    return Arrays.copyOfRange(values, kind * Bands.COUNT, (kind + 1) * Bands.COUNT);
  }

  private static float more(float[] values, int n) {
    return values[6 * Bands.COUNT + n];
  }
}
