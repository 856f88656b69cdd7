package talkspurt.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartRateTest {

  private static final long MS = 1_000_000;

  /** As many calls as are allowed ask every 10 ms, for ten seconds. */
  @ParameterizedTest
  @CsvSource({"1, 11", "7, 77", "50, 550", "100, 1000", "0, 1000"})
  void letsSoManyThroughInTenSecondsAndASecondsWorthAtOnce(int perSecond, int most) {
    StartRate rate = new StartRate(perSecond, 0);
    int taken = 0;
    for (long ms = 0; ms < 10_000; ms += 10) {
      if (rate.allows(ms * MS)) {
        rate.took();
        taken++;
      }
    }
    assertTrue(Math.abs(taken - most) <= 1, taken + " taken");
  }

  @Test
  void anHourOfQuietSavesUpNoMoreThanASecond() {
    StartRate rate = new StartRate(3, 0);
    int taken = 0;
    while (rate.allows(3_600_000 * MS)) {
      rate.took();
      taken++;
    }
    assertEquals(3, taken);
  }
}
