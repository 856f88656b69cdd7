package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreRollTest {

  private final PreRoll<Integer> preRoll = new PreRoll<>();
  private int number;

  @Test
  void keepsTheLastFewOldestFirst() {
    keep(10, 0);
    assertThat(preRoll.take(3)).containsExactly(8, 9, 10);
  }

  @Test
  void whatWasTakenIsNotKept() {
    keep(1, 0);
    preRoll.take(3);
    keep(1, 0);
    assertThat(preRoll.take(3)).containsExactly(2);
    assertThat(preRoll.take(3)).isEmpty();
  }

  @Test
  void withoutPreRollThereIsNone() {
    keep(10, 1);
    assertThat(preRoll.take(0)).isEmpty();
  }

  @Test
  void aSuspicionThatLastedIsReachedBackTo() {
    keep(50, 0);
    keep(20, 0.1f);
    assertThat(preRoll.take(10)).containsExactlyElementsOf(numbers(44, 70));
  }

  @Test
  void aSuspicionMayHaveShortDoubts() {
    keep(40, 0);
    keep(10, 0.1f);
    keep(5, 0);
    keep(10, 0.1f);
    assertThat(preRoll.take(10)).hasSize(25 + 10 - 3);
  }

  @Test
  void aSuspicionThatPassedIsForgotten() {
    keep(20, 0.1f);
    keep(9, 0);
    keep(3, 0.1f);
    assertThat(preRoll.take(10)).hasSize(10);
  }

  @Test
  void moreThanTwelveHundredMillisecondsAreNeverKept() {
    keep(500, 0.1f);
    assertThat(preRoll.take(10)).containsExactlyElementsOf(numbers(441, 500));
  }

  private void keep(int frames, float speech) {
    for (int n = 0; n < frames; n++) {
      number++;
      preRoll.keep(number, speech);
    }
  }

  private static Iterable<Integer> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
