package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureStreakTest {

  private final FailureStreak failures = new FailureStreak();

  @Test
  void failuresInARowAreCounted() {
    assertThat(failures.failed(1)).isEqualTo(1);
    failures.replied(1); // the apology was heard
    assertThat(failures.failed(2)).isEqualTo(2);
    failures.replied(2);
    assertThat(failures.failed(3)).isEqualTo(3);
  }

  @Test
  void aReplyThatDidNotFailEndsTheRow() {
    failures.replied(0);
    failures.failed(1);
    failures.replied(1);
    failures.replied(2);
    assertThat(failures.failed(3)).isEqualTo(1);
  }

  @Test
  void aReplyThatWasBrokenIntoDoesNotEndIt() {
    failures.failed(1);
    assertThat(failures.failed(2)).isEqualTo(2);
  }
}
