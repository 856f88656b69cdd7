package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerPaceTest {

  private final CallerPace pace = new CallerPace();

  @ParameterizedTest(name = "{0}: {1} ms")
  @CsvSource({
    "'', 0",
    "0, 0",
    "199, 0",
    "200, 260",
    "1000, 1300",
    "1000 199, 1300",
    "1000 200, 1170",
    "1000 899, 1170",
    "1000 950, 1235",
    "300 1000, 1300",
    "1000 200 200, 1053"
  })
  void theLongestPauseAndAThirdIsGivenAndForgottenSlowly(String pauses, int silenceMs) {
    Arrays.stream(pauses.split(" "))
        .filter(ms -> !ms.isEmpty())
        .forEach(ms -> pace.paused(Integer.parseInt(ms)));
    assertThat(pace.silenceMs()).isEqualTo(silenceMs);
  }

  @Test
  void whoNoLongerPausesIsGivenLessAgainButNeverLessThanTheLastPause() {
    Random random = new Random(1);
    pace.paused(3000);
    int before = pace.silenceMs();
    for (int n = 0; n < 100; n++) {
      int ms = 200 + random.nextInt(100);
      pace.paused(ms);
      assertThat(pace.silenceMs()).isBetween((int) (1.3 * ms), Math.max(before, (int) (1.3 * ms)));
      before = pace.silenceMs();
    }
    assertThat(before).isLessThan(390);
  }
}
