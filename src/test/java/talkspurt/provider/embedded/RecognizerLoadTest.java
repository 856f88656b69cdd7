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
    load.heard(SECOND, msASecond * MS);
    assertEquals(utterances, load.utterances());
    assertEquals(5 * utterances, load.calls());
  }

  @Test
  void bearsAnythingBeforeItHasHeard() {
    RecognizerLoad load = load(1);
    load.heard(0, 5 * MS);
    assertEquals(Integer.MAX_VALUE, load.utterances());
    assertEquals(Integer.MAX_VALUE, load.calls());
    assertEquals(0, load.cost());
  }

  @Test
  void countsWhatIsLeftAtTheEndOfAnUtterance() {
    RecognizerLoad load = load(1);
    load.heard(0, 5 * MS);
    load.heard(SECOND, 10 * MS);
    assertEquals(0.015, load.cost(), 1e-9);
    load.heard(10 * SECOND, 100 * MS);
    assertEquals(0.01, load.cost(), 1e-9);
  }

  @Test
  void followsItsCost() {
    RecognizerLoad load = load(1);
    load.heard(SECOND / 10, 10 * MS);
    assertEquals(0.1, load.cost(), 1e-9);
    load.heard(SECOND, 200 * MS);
    assertEquals(0.11, load.cost(), 1e-9);
    load.heard(20 * SECOND, 1_000 * MS);
    assertEquals(0.05, load.cost(), 1e-9);
  }

  /** At a fifth of a second for a second of sound, and words within 250 ms. */
  @ParameterizedTest
  @CsvSource({"1, 1.25, false", "1, 1.26, true", "2, 2.5, false", "2, 2.51, true"})
  void fallsBehindWhereWhatWaitsTakesTooLong(int threads, double seconds, boolean behind) {
    RecognizerLoad load = load(threads);
    load.heard(SECOND, 200 * MS);
    load.waits((long) (seconds * SECOND), 1_000_000 * MS);
    assertEquals(behind, load.behind());
  }

  @Test
  void isBehindForTenSecondsAfterItWas() {
    RecognizerLoad load = load(1);
    load.heard(SECOND, 200 * MS);
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
