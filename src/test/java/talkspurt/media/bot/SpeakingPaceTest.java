package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeakingPaceTest {

  private final SpeakingPace pace = new SpeakingPace();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(pace.ms("ten letter")).isEqualTo(600);
    assertThat(pace.leastMs("ten letter")).isEqualTo(420);
    assertThat(pace.ms("")).isZero();
  }

  @Test
  void itIsLearnedFromWhatWasSaid() {
    pace.learn(" ten letter ", 1000);
    assertThat(pace.ms("ten letter")).isEqualTo(1000);
    assertThat(pace.leastMs("ten letter")).isEqualTo(850);
    pace.learn("ten letter", 2000);
    assertThat(pace.ms("ten letter")).isEqualTo(1500);
  }

  @Test
  void shortSoundAndNoWordsTeachNothing() {
    pace.learn("ten letter", 999);
    pace.learn("  ", 5000);
    assertThat(pace.ms("ten letter")).isEqualTo(600);
  }

  @Test
  void aCharacterThatIsASyllableTakesLonger() {
    assertThat(pace.ms("\u4f60\u597d")).isEqualTo(360);
    assertThat(pace.ms("\u3042\u30a2\ud55c")).isEqualTo(540);
  }
}
