package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.media.playout.VoicePace.Need;

class VoicePaceTest {

  private final VoicePace pace = new VoicePace("voice");

  @Test
  void afterAFewSentencesNothingIsKnown() {
    heard(4, 100, 50);
    assertThat(pace.need()).isEqualTo(new Need(false, 0, 0));
    heard(1, 100, 50);
    assertThat(pace.need()).isEqualTo(new Need(true, 100, 50));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 5", "5, 5", "6, 10", "5000, 5000", "9999, 5000"})
  void whatIsMeasuredCountsUpTo5Milliseconds(int ms, int told) {
    heard(1000, ms, 0);
    assertThat(pace.need().lagMs()).isEqualTo(told);
  }

  @Test
  void ofFewSentencesWorseOnesAreExpectedThanWereHeard() {
    for (int i = 0; i < 50; i++) {
      pace.heard(i % 2 == 0 ? 100 : 110, i % 2 == 0 ? 100 : 180);
    }
    assertThat(pace.need().lagMs()).isBetween(129, 131); // 105 and five times 5
    assertThat(pace.need().delayMs()).isEqualTo(225); // 180 and a quarter
  }

  @Test
  void ofManyAllButOneInTwoThousandCount() {
    for (int i = 0; i < 6000; i++) {
      pace.heard(i == 5500 ? 4000 : i % 100 == 0 ? 300 : 50, i % 100 == 0 ? 200 : 0);
    }
    assertThat(pace.need()).isEqualTo(new Need(true, 300, 200));
  }

  @Test
  void theWorstOfARandomThousandIsKnown() {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      pace.heard((int) (-40 * Math.log(random.nextDouble())), 0);
    }
    assertThat(pace.need().lagMs()).isBetween(240, 330); // 40 ln 2000 = 304
  }

  @Test
  void whatWasOnceIsForgotten() {
    heard(2000, 400, 400);
    heard(20_000, 20, 10);
    assertThat(pace.need()).isEqualTo(new Need(true, 20, 10));
  }

  @Test
  void ofNobodyNothingIsKept() {
    for (int i = 0; i < 100; i++) {
      VoicePace.NONE.heard(100, 100);
    }
    assertThat(VoicePace.NONE.need().known()).isFalse();
  }

  private void heard(int times, int lagMs, int delayMs) {
    for (int i = 0; i < times; i++) {
      pace.heard(lagMs, delayMs);
    }
  }
}
