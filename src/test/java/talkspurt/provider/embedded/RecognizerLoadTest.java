package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognizerLoadTest {

  private static final int SECOND = UtteranceSource.RATE_HZ;
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({"1, 20, 37", "2, 20, 75", "1, 250, 3", "1, 750, 1", "1, 2000, 1", "3, 1000, 2"})
  void bearsWhatThreeQuartersOfItsThreadsDo(int threads, long msASecond, int utterances) {
    RecognizerLoad load = load(threads);
    load.heard(30 * SECOND, 30 * msASecond * MS);
    assertEquals(utterances, load.utterances());
    assertEquals(5 * utterances, load.calls());
  }

  @Test
  void plansWithAnUsualCostBeforeItHasHeard() {
    RecognizerLoad load = load(1);
    assertEquals(0.025, load.cost());
    assertEquals(30, load.utterances());
    assertEquals(150, load.calls());
    load.heard(0, 500 * MS);
    assertEquals(0.025, load.cost());
  }

  @Test
  void countsWhatIsLeftAtTheEndOfAnUtterance() {
    RecognizerLoad load = load(1);
    load.heard(0, 300 * MS);
    load.heard(30 * SECOND, 600 * MS);
    assertEquals(0.03, load.cost(), 1e-9);
    load.heard(30 * SECOND, 600 * MS);
    assertEquals(0.02, load.cost(), 1e-9);
  }

  @Test
  void followsItsCost() {
    RecognizerLoad load = load(1);
    load.heard(3 * SECOND, 375 * MS);
    assertEquals(0.035, load.cost(), 1e-9);
    load.heard(60 * SECOND, 3_000 * MS);
    assertEquals(0.05, load.cost(), 1e-9);
  }

  /** At a fifth of a second for a second of sound, and words within 250 ms. */
  @ParameterizedTest
  @CsvSource({"1, 1.25, false", "1, 1.26, true", "2, 2.5, false", "2, 2.51, true"})
  void fallsBehindWhereWhatWaitsTakesTooLong(int threads, double seconds, boolean behind) {
    RecognizerLoad load = load(threads);
    load.heard(30 * SECOND, 6_000 * MS);
    load.waits((long) (seconds * SECOND), 1_000_000 * MS);
    assertEquals(behind, load.behind());
  }

  @Test
  void isBehindForTenSecondsAfterItWas() {
    RecognizerLoad load = load(1);
    load.heard(30 * SECOND, 6_000 * MS);
    assertFalse(load.behind());
    load.late(4_000 * MS);
    assertFalse(load.behind());
    load.late(5_000 * MS);
    assertTrue(load.behind());
    load.waits(0, 15_000 * MS);
    assertTrue(load.behind());
    load.waits(0, 15_001 * MS);
    assertFalse(load.behind());
    load.waits(10 * SECOND, 20_000 * MS);
    load.waits(0, 29_000 * MS);
    assertTrue(load.behind());
  }

  @ParameterizedTest
  @CsvSource({"1000, 11000, true", "1000, 11001, false"})
  void oneThatIsLateNowAndThenIsNothing(long first, long second, boolean behind) {
    RecognizerLoad load = load(1);
    load.late(first * MS);
    load.late(second * MS);
    assertEquals(behind, load.behind());
  }

  private static RecognizerLoad load(int threads) {
    return new RecognizerLoad(threads, Duration.ofMillis(250));
  }
}
