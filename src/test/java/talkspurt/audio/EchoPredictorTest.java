package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoPredictorTest {

  private static final double FAR = 0.02;
  private static final double NOISE = 1e-6;

  private final FarEndHistory played = new FarEndHistory();
  private final EchoPredictor predictor = new EchoPredictor(played);
  private final Random random = new Random(1);

  EchoPredictorTest() {
    for (int n = 0; n < 128; n++) {
      Spectra.noise(random, FAR).sendTo(played);
    }
  }

  // ---- where the windows lie

  @Test
  void atFirstNoPathIsKnown() {
    hop(5, 0);
    assertThat(predictor.knows()).isFalse();
    assertThat(predictor.active()).isFalse();
    assertThat(predictor.windows()).isZero();
    assertThat(predictor.lag()).isEqualTo(-1);
    assertThat(predictor.strongestLag()).isEqualTo(-1);
    assertThat(predictor.age()).isZero();
    assertThat(predictor.covers(0)).isFalse();
    assertThat(predictor.echoRe).containsOnly(0);
    assertThat(predictor.echoIm).containsOnly(0);
  }

  @ParameterizedTest(name = "laid at {0}: from {1}")
  @CsvSource({"0, 0", "1, 0", "2, 0", "3, 1", "10, 8", "81, 79"})
  void aWindowBeginsTwoHopsBeforeItsLag(int lag, int start) {
    predictor.lay(lag);
    assertThat(predictor.knows()).isTrue();
    assertThat(predictor.windows()).isEqualTo(1);
    assertThat(predictor.lag()).isEqualTo(start);
    assertThat(predictor.jumps()).isZero();
    assertThat(predictor.covers(start - 1)).isFalse();
    assertThat(predictor.covers(start)).isTrue();
    assertThat(predictor.covers(start + 6)).isTrue();
    assertThat(predictor.covers(start + 7)).isFalse();
  }

  @ParameterizedTest(name = "beside one from 28 on, laid at {0}: from {1}")
  @CsvSource({"60, 58", "39, 37", "38, 37", "30, 37", "29, 19", "22, 19", "21, 19", "20, 18", "0, 0"
  })
  void theSecondWindowDoesNotOverlapTheFirst(int lag, int start) {
    predictor.lay(30);
    predictor.lay(lag);
    assertThat(predictor.windows()).isEqualTo(2);
    assertThat(predictor.start(0)).isEqualTo(28);
    assertThat(predictor.start(1)).isEqualTo(start);
    assertThat(predictor.jumps()).isEqualTo(1);
    assertThat(predictor.covers(30)).isTrue();
    assertThat(predictor.covers(start + 6)).isTrue();
  }

  @ParameterizedTest(name = "{0} hops old: laid {1}")
  @CsvSource({"39, false", "40, true"})
  void theWindowThatCarriesLessGivesWayOnceItIsOld(int hops, boolean laid) {
    predictor.lay(10);
    hops(200, 10);
    predictor.lay(60);
    hops(hops, 10);
    assertThat(predictor.age()).isEqualTo(hops);
    predictor.lay(40);
    assertThat(predictor.start(0)).isEqualTo(8);
    assertThat(predictor.start(1)).isEqualTo(laid ? 38 : 58);
    assertThat(predictor.jumps()).isEqualTo(laid ? 2 : 1);
    assertThat(predictor.age()).isEqualTo(laid ? 0 : hops);
  }

  // ---- what is predicted

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 16})
  void anEchoWithinTheWindowIsTakenAway(int lag) {
    predictor.lay(10);
    hops(100, lag);
    assertThat(restShare(lag)).isLessThan(0.01);
    assertThat(predictor.strongestLag()).isEqualTo(lag);
    assertThat(predictor.age()).isEqualTo(120);
    assertThat(predictor.active()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 17})
  void anEchoBesideTheWindowIsNot(int lag) {
    predictor.lay(10);
    hops(100, lag);
    assertThat(restShare(lag)).isGreaterThan(0.8);
  }

  @Test
  void whatIsPredictedAndWhatIsLeftAreTheMicrophones() {
    predictor.lay(10);
    hops(50, 10);
    Spectra mic = hop(10, FAR);
    double rest = 0;
    for (int f = 0; f < Stft.BINS; f++) {
      assertThat(predictor.restRe[f] + predictor.echoRe[f]).isCloseTo(mic.re[f], within(1e-6f));
      assertThat(predictor.restIm[f] + predictor.echoIm[f]).isCloseTo(mic.im[f], within(1e-6f));
      rest += predictor.restPower()[f];
      assertThat(predictor.doubt[f]).isPositive();
    }
    assertThat(rest)
        .isCloseTo(Spectra.power(predictor.restRe, predictor.restIm), withinPercentage(0.1));
  }

  @Test
  void aCallerOverTheEchoDoesNotSpoilWhatIsKnown() {
    predictor.lay(10);
    hops(100, 10);
    for (int n = 0; n < 30; n++) {
      hop(10, 10 * FAR);
    }
    assertThat(restShare(10)).isLessThan(0.05);
  }

  @Test
  void bothOfTwoPathsAreTakenAway() {
    predictor.lay(10);
    predictor.lay(60);
    for (int n = 0; n < 250; n++) {
      two(10, 60);
    }
    double rest = 0;
    double mic = 0;
    for (int n = 0; n < 20; n++) {
      Spectra heard = two(10, 60);
      mic += Spectra.power(heard.re, heard.im);
      rest += Spectra.power(predictor.restRe, predictor.restIm);
    }
    assertThat(rest / mic).isLessThan(0.02);
    assertThat(predictor.windows()).isEqualTo(2);
  }

  @ParameterizedTest(name = "echo at {0} alone: the window from {1} on stays")
  @CsvSource({"10, 8", "60, 58"})
  void aWindowThatCarriesNothingIsTakenUpAndTheOtherGoesOn(int lag, int start) {
    predictor.lay(10);
    predictor.lay(60);
    int hops = 0;
    for (; predictor.windows() == 2 && hops < 1000; hops++) {
      hop(lag, hops % 20 == 0 ? FAR : NOISE);
      assertThat(hops < 40 || predictor.lag() == start).as("hop %d", hops).isTrue();
    }
    assertThat(hops).isBetween(201, 600);
    assertThat(predictor.windows()).isEqualTo(1);
    assertThat(predictor.start(0)).isEqualTo(start);
    assertThat(predictor.start(1)).isEqualTo(-1);
    assertThat(predictor.strongestLag()).isEqualTo(lag);
    assertThat(predictor.age()).isEqualTo(hops);
    assertThat(restShare(lag)).as("at once").isLessThan(0.01);
  }

  /** As when a chance at the start of a call laid the first window beside the path. */
  @Test
  void aWindowThatHoldsTheEdgeOfAPathIsTakenUpWhereNoiseHidesIt() {
    predictor.lay(2);
    predictor.lay(10);
    assertThat(predictor.start(1)).isEqualTo(9);
    int hops = 0;
    for (; predictor.windows() == 2 && hops < 1000; hops++) {
      Spectra.noise(random, FAR).sendTo(played);
      Spectra noise = Spectra.noise(random, 2e-3 * FAR);
      take(noise.withEcho(played, 10, 0.3f, -0.4f).withEcho(played, 8, 0.009f, -0.012f));
    }
    assertThat(hops).isBetween(201, 600);
    assertThat(predictor.start(0)).isEqualTo(9);
  }

  @Test
  void afterANewBeginningNothingIsPredictedAndSoonAllAgain() {
    predictor.lay(10);
    hops(100, 10);
    predictor.restart();
    assertThat(predictor.age()).isZero();
    assertThat(predictor.lag()).isEqualTo(8);
    Spectra mic = hop(10, 0);
    assertThat(predictor.restRe).containsExactly(mic.re);
    assertThat(predictor.restIm).containsExactly(mic.im);
    hops(50, 10);
    assertThat(restShare(10)).isLessThan(0.01);
  }

  @Test
  void onceStirredAPathThatChangedIsLearnedSooner() {
    EchoPredictorTest stirred = new EchoPredictorTest();
    for (EchoPredictorTest each : new EchoPredictorTest[] {this, stirred}) {
      each.predictor.lay(10);
      each.hops(300, 10);
    }
    stirred.predictor.stir();
    hops(6, 13);
    stirred.hops(6, 13);
    assertThat(stirred.restShare(13)).isLessThan(restShare(13) / 2);
  }

  @ParameterizedTest(name = "{0} hops of silence: active {1}")
  @CsvSource({"16, true", "17, false", "109, false"})
  void whileTheWindowHoldsSilenceNothingIsPredicted(int silentHops, boolean active) {
    predictor.lay(10);
    hops(60, 10);
    int age = predictor.age();
    for (int n = 0; n < silentHops; n++) {
      new Spectra().sendTo(played);
      Spectra voice = Spectra.noise(random, FAR);
      predictor.predict(voice.re, voice.im);
      predictor.learn();
    }
    assertThat(predictor.active()).isEqualTo(active);
    assertThat(predictor.age()).isEqualTo(age + 16);
    if (!active) {
      assertThat(predictor.echoRe).containsOnly(0);
      assertThat(predictor.doubt).containsOnly(0);
    }
  }

  // ---- hops

  private void hops(int count, int lag) {
    for (int n = 0; n < count; n++) {
      hop(lag, NOISE);
    }
  }

  private Spectra hop(int lag, double noise) {
    Spectra.noise(random, FAR).sendTo(played);
    return take(Spectra.noise(random, noise).withEcho(played, lag, 0.3f, -0.4f));
  }

  private Spectra two(int lag, int other) {
    Spectra.noise(random, FAR).sendTo(played);
    Spectra echo = Spectra.noise(random, NOISE).withEcho(played, lag, 0.3f, -0.4f);
    return take(echo.withEcho(played, other, 0.2f, 0.2f));
  }

  private Spectra take(Spectra mic) {
    predictor.predict(mic.re, mic.im);
    predictor.learn();
    return mic;
  }

  /** How much of the echo is left, as power, over 20 hops. */
  private double restShare(int lag) {
    double rest = 0;
    double mic = 0;
    for (int n = 0; n < 20; n++) {
      Spectra heard = hop(lag, NOISE);
      mic += Spectra.power(heard.re, heard.im);
      rest += Spectra.power(predictor.restRe, predictor.restIm);
    }
    return rest / mic;
  }
}
