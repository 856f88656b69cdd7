package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayEstimatorTest {

  private static final double FAR = 0.02;
  private static final int NEVER = 400;
  private static final int FORGOTTEN_AFTER = FarEndHistory.LAGS + 30;

  private final FarEndHistory played = new FarEndHistory();
  private final DelayEstimator search = new DelayEstimator();
  private final Random random = new Random(1);

  DelayEstimatorTest() {
    for (int n = 0; n < 200; n++) {
      Spectra.noise(random, FAR).sendTo(played);
      search.skip(played);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 40, 41, 42, 78, 79})
  void anEchoIsFoundAtAnyLag(int lag) {
    assertThat(hopsToFind(lag, 0, false)).isLessThan(40);
    assertThat(search.best()).isEqualTo(lag);
  }

  @Test
  void aLagThatWandersIsFoundAgainHoweverLongTheCallIs() {
    for (int lag : new int[] {70, 10, 79, 0, 33}) {
      for (int n = 0; n < 150; n++) {
        hop(lag, 0, false);
      }
      assertThat(search.best()).isEqualTo(lag);
      assertThat(search.found()).isTrue();
      assertThat(search.peak()).isBetween(0.3f, 1f);
      assertThat(search.mean()).isBetween(0f, 0.1f);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsNoEchoIsNeverFound(long seed) {
    Random near = new Random(seed);
    for (int n = 0; n < 1500; n++) {
      Spectra.noise(random, FAR).sendTo(played);
      Spectra voice = Spectra.noise(near, FAR);
      search.next(voice.re, voice.im, played, false);
      assertThat(search.found()).as("hop %d", n).isFalse();
    }
  }

  @Test
  void theClearerAnEchoIsTheSoonerItIsFound() {
    int alone = hopsToFind(30, 0, false);
    int clear = new DelayEstimatorTest().hopsToFind(30, FAR / 2, false);
    int faint = new DelayEstimatorTest().hopsToFind(30, 2 * FAR, false);
    int buried = new DelayEstimatorTest().hopsToFind(30, 100 * FAR, false);
    assertThat(alone).isLessThan(clear);
    assertThat(clear).isLessThan(faint);
    assertThat(faint).isLessThan(buried);
    assertThat(buried).isEqualTo(NEVER);
  }

  @Test
  void aFaintPathBesideAKnownOneIsNotFound() {
    int unknown = hopsToFind(30, 2 * FAR, false);
    int known = new DelayEstimatorTest().hopsToFind(30, 2 * FAR, true);
    assertThat(unknown).isLessThan(NEVER);
    assertThat(known).isEqualTo(NEVER);
  }

  @Test
  void besideAKnownPathEachSecondHopIsLookedAtAndCountsTwice() {
    int changes = 0;
    int before = 0;
    for (int n = 0; n < 100; n++) {
      hop(20, 0, true);
      assertThat(search.held()).isIn(before, before + 2);
      assertThat(search.held() == before || n % 2 == 0).isTrue();
      changes += search.held() == before ? 0 : 1;
      before = search.held();
    }
    assertThat(changes).isGreaterThan(20);
    assertThat(search.best()).isEqualTo(20);
  }

  @Test
  void hopsThatAreSkippedKeepTheirPlaceInTime() {
    for (int n = 0; n < 200; n++) {
      hop(40, 0, false);
      Spectra.noise(random, FAR).sendTo(played);
      search.skip(played);
    }
    assertThat(search.best()).isEqualTo(40);
    assertThat(search.found()).isTrue();
    float peak = search.peak();
    search.skip(played);
    assertThat(search.peak()).isEqualTo(peak);
  }

  @ParameterizedTest(name = "after {0} hops with noise of {1}: found again after {2}")
  @CsvSource({"40, 0, 8", "150, 0, 4", "250, 2, 16"})
  void whatWasActedOnIsFoundAgainTheSoonerTheClearerItIs(int hops, double noise, int again) {
    for (int n = 0; n < hops; n++) {
      hop(10, noise * FAR, false);
    }
    assertThat(search.found()).isTrue();
    search.settle();
    assertThat(search.found()).isFalse();
    assertThat(search.held()).isZero();
    assertThat(1 + hopsToFind(10, noise * FAR, false)).isEqualTo(again);
  }

  @ParameterizedTest(name = "{0} hops of silence: forgotten {1}")
  @CsvSource({"162, false", "163, true"})
  void theEchoOfABotThatFellSilentIsForgotten(int silentHops, boolean forgotten) {
    assertThat(FORGOTTEN_AFTER).isEqualTo(162);
    for (int n = 0; n < 100; n++) {
      hop(10, 0, false);
    }
    Spectra silence = new Spectra();
    for (int n = 0; n < silentHops; n++) {
      silence.sendTo(played);
      search.next(silence.re, silence.im, played, false);
    }
    assertThat(search.peak() == 0).isEqualTo(forgotten);
    assertThat(search.mean() == 0).isEqualTo(forgotten);
    if (forgotten) {
      assertThat(search.found()).isFalse();
      assertThat(search.held()).isZero();
      hop(10, 0, false);
      assertThat(search.peak()).as("all of it").isLessThan(0.1f);
    }
  }

  @Test
  void withoutAFarEndThereIsNothingToFind() {
    FarEndHistory silence = new FarEndHistory();
    DelayEstimator fresh = new DelayEstimator();
    for (int n = 0; n < 200; n++) {
      new Spectra().sendTo(silence);
      Spectra voice = Spectra.noise(random, FAR);
      fresh.next(voice.re, voice.im, silence, false);
    }
    assertThat(fresh.peak()).isZero();
    assertThat(fresh.mean()).isZero();
    assertThat(fresh.best()).isEqualTo(-1);
    assertThat(fresh.found()).isFalse();
  }

  private int hopsToFind(int lag, double noise, boolean guarding) {
    for (int n = 0; n < NEVER; n++) {
      hop(lag, noise, guarding);
      if (search.found()) {
        return n;
      }
    }
    return NEVER;
  }

  private void hop(int lag, double noise, boolean guarding) {
    Spectra.noise(random, FAR).sendTo(played);
    Spectra rest = Spectra.noise(random, noise)
        .withEcho(played, lag, 0.5f, -0.2f)
        .withEcho(played, lag + 1, 0.4f, 0.4f)
        .withEcho(played, lag + 2, -0.4f, 0.1f);
    search.next(rest.re, rest.im, played, guarding);
  }
}
