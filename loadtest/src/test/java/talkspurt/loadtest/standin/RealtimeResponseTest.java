package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealtimeResponseTest {
  @ParameterizedTest(name = "{0} ms made, {1} ms passed: waits {2} ms")
  @CsvSource({
    "200, 0, 50",
    "2000, 450, 50",
    "2600, 550, 50",
    "2601, 550, 51",
    "2800, 600, 200",
    "2800, 2000, 50"
  })
  void isMadeFourTimesFasterUntilItIsTwoSecondsAhead(long madeMs, long sinceMs, long pauseMs) {
    assertEquals(pauseMs, RealtimeResponse.pauseMs(madeMs, sinceMs, 2000));
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "600000, 0"})
  void withoutALimitItGoesOnFourTimesFaster(long madeMs, long sinceMs) {
    assertEquals(50, RealtimeResponse.pauseMs(madeMs, sinceMs, Integer.MAX_VALUE));
  }
}
