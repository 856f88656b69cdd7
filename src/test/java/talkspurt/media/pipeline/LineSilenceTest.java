package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineSilenceTest {

  private final LineSilence silence = new LineSilence(-5_000_000);

  @Test
  void countsFromTheOpeningAndThenFromTheLastSound() {
    assertThat(silence.ms(-5_000_000)).isZero();
    assertThat(silence.ms(995_000_000)).isEqualTo(1000);
    silence.heard(995_000_000);
    assertThat(silence.ms(1_014_999_999)).isEqualTo(19);
  }

  @Test
  void aClockReadOnAnotherThreadAMomentBeforeIsNoSilence() {
    silence.heard(10);
    assertThat(silence.ms(9)).isZero();
  }
}
