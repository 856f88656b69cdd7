package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersTest {
  @ParameterizedTest
  @CsvSource({
    "caller, true",
    "engine, true",
    "engine_closed, true",
    "hung_up, true",
    "transferred, true",
    "busy, true",
    "reset, false",
    "lost, false"
  })
  void aCallThatWasResetOrLostIsAFlaw(String end, boolean flawless) {
    Counters tally = new Counters();
    tally.endedBy.put(end, 1L);
    assertEquals(flawless, tally.flawless());
  }
}
