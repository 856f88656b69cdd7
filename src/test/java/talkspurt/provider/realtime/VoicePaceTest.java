package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoicePaceTest {

  private final VoicePace pace = new VoicePace();

  @Test
  void isTheUsualOneWhileNothingIsKnown() {
    assertThat(pace.characters(600)).isEqualTo(10);
    pace.learn(0, 5000);
    pace.learn(50, 999);
    assertThat(pace.characters(600)).isEqualTo(10);
  }

  @Test
  void isThatOfAllThatWasSaid() {
    pace.learn(10, 1000);
    assertThat(pace.characters(1000)).isEqualTo(10);
    pace.learn(50, 2000);
    assertThat(pace.characters(1000)).isEqualTo(20);
    assertThat(pace.characters(0)).isZero();
    assertThat(pace.characters(Integer.MAX_VALUE)).isEqualTo(42_949_672);
  }
}
