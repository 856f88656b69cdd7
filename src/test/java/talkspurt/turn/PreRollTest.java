package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreRollTest {

  private final PreRoll<Integer> preRoll = new PreRoll<>();

  @Test
  void keepsTheLastFewOldestFirst() {
    for (int n = 1; n <= 10; n++) {
      preRoll.keep(n, 3);
    }
    assertThat(preRoll.take()).containsExactly(8, 9, 10);
  }

  @Test
  void whatWasTakenIsNotKept() {
    preRoll.keep(1, 3);
    preRoll.take();
    preRoll.keep(2, 3);
    assertThat(preRoll.take()).containsExactly(2);
    assertThat(preRoll.take()).isEmpty();
  }

  @Test
  void aSmallerLimitForgetsMore() {
    preRoll.keep(1, 3);
    preRoll.keep(2, 3);
    preRoll.keep(3, 1);
    assertThat(preRoll.take()).containsExactly(3);
    preRoll.keep(4, 0);
    assertThat(preRoll.take()).isEmpty();
  }
}
