package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayoutHistoryTest {

  private static final int RATE_HZ = 8000;
  private static final short LOUD = 10_000;
  private static final int GAP = 240;
  private static final int NO_GAP = GAP / 2;

  private final PlayoutHistory history = new PlayoutHistory(RATE_HZ);

  @ParameterizedTest(name = "{0} played, at most {1} back: {2}")
  @CsvSource({
    "0, 1000, 0",
    "1, 1000, 1",
    "239, 1000, 239",
    "240, 1000, 120",
    "8000, 0, 0",
    "8000, 239, 239",
    "8000, 240, 120"
  })
  void itGoesBackNoFurtherThanWasPlayedAndIsAllowed(int played, long most, int back) {
    history.add(loud(played), 0, played);
    assertThat(history.toWordGap(most)).isEqualTo(back);
  }

  @ParameterizedTest(name = "{1} at {0}, at most {2} back: {3}")
  @CsvSource({
    // silence: from the newest place on, up to 700 ms back
    "240, 0, 8000, 120",
    "1000, 0, 8000, 880",
    "1000, 0, 1000, 880",
    "5600, 0, 8000, 5480",
    "5600, 0, 5599, 120",
    "5840, 0, 8000, 120",
    // 20 dB below the mean is a gap, a little more is none
    "3000, 980, 8000, 2880",
    "3000, 1000, 8000, 120",
    // no gap: the most quiet place within 300 ms
    "2400, 5000, 8000, 2280",
    "2640, 5000, 8000, 120"
  })
  void itGoesBackToTheMiddleOfAGap(int gapBack, short level, long most, int back) {
    short[] speech = loud(RATE_HZ);
    Arrays.fill(speech, RATE_HZ - gapBack, RATE_HZ - gapBack + GAP, level);
    history.add(speech, 0, RATE_HZ);
    assertThat(history.toWordGap(most)).isEqualTo(back);
  }

  @Test
  void ofTwoGapsTheLastOneCounts() {
    short[] speech = loud(RATE_HZ);
    Arrays.fill(speech, RATE_HZ - 3000, RATE_HZ - 2000, (short) 0);
    Arrays.fill(speech, RATE_HZ - 1000, RATE_HZ - 1000 + GAP, (short) 0);
    history.add(speech, 0, RATE_HZ);
    assertThat(history.toWordGap(RATE_HZ)).isEqualTo(1000 - GAP / 2);
  }

  @Test
  void whatIsOlderThanASecondDoesNotCount() {
    history.add(loud(RATE_HZ), 0, RATE_HZ);
    short[] soft = new short[RATE_HZ];
    Arrays.fill(soft, (short) 100);
    Arrays.fill(soft, RATE_HZ - 3000, RATE_HZ - 3000 + GAP, (short) 50);
    history.add(soft, 0, RATE_HZ);
    assertThat(history.toWordGap(2L * RATE_HZ)).isEqualTo(NO_GAP);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11_025, 16_000, 48_000})
  void aGapLastsAsLongAtEachRate(int rateHz) {
    PlayoutHistory other = new PlayoutHistory(rateHz);
    int perMs = rateHz / 1000;
    short[] speech = loud(500 * perMs);
    Arrays.fill(speech, 400 * perMs, 430 * perMs, (short) 0);
    other.add(speech, 0, speech.length);
    assertThat(other.toWordGap(speech.length)).isEqualTo(100 * perMs - 30 * perMs / 2);
  }

  @Test
  void nothingBeforeWhatWasClearedIsGoneBackTo() {
    history.add(loud(1000), 0, 1000);
    history.clear();
    assertThat(history.toWordGap(1000)).isZero();
    history.add(loud(10), 0, 10);
    assertThat(history.toWordGap(1000)).isEqualTo(10);
  }

  @Test
  void toTakeBackMoreThanIsKnownLeavesNothingAndNotLess() {
    history.add(numbers(1, 1000), 0, 1000);
    history.clear();
    history.add(numbers(1001, 10), 0, 10);
    assertThat(history.takeBack(30)).isEqualTo(numbers(981, 30));
    assertThat(history.toWordGap(1000)).isZero();
    history.add(numbers(981, 5), 0, 5);
    assertThat(history.toWordGap(1000)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsTakenBackIsWhatWasPlayedLast(long seed) {
    Random random = new Random(seed);
    int written = 0;
    int known = 0;
    for (int n = 0; n < 3000; n++) {
      int before = random.nextInt(3);
      int count = random.nextInt(random.nextInt(8) == 0 ? 4000 : 60);
      switch (random.nextInt(6)) {
        case 0 -> {
          int back = Math.min(known, count);
          assertThat(history.takeBack(back)).isEqualTo(numbers(written - back + 1, back));
          written -= back;
          known -= back;
        }
        case 1 -> {
          if (random.nextInt(10) == 0) {
            history.clear();
            known = 0;
          }
        }
        default -> {
          history.add(numbers(written + 1 - before, count + before + 2), before, count);
          written += count;
          known = Math.min(RATE_HZ, known + count);
        }
      }
      assertThat(history.toWordGap(GAP - 1)).isEqualTo(Math.min(GAP - 1, known));
    }
    assertThat(written).isGreaterThan(10 * RATE_HZ);
  }

  private static short[] loud(int count) {
    short[] samples = new short[count];
    Arrays.fill(samples, LOUD);
    return samples;
  }

  private static short[] numbers(int from, int count) {
    short[] numbers = new short[count];
    for (int n = 0; n < count; n++) {
      numbers[n] = (short) (from + n);
    }
    return numbers;
  }
}
