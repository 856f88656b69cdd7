package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlreadyHeardTest {

  @Test
  void sentencesHeardBeforeAreSkippedTheRestIsSaid() {
    AlreadyHeard heard = new AlreadyHeard("Good morning. We are open.");
    assertThat(heard.skips("Good morning.")).isTrue();
    assertThat(heard.skips(" We are open. ")).isTrue();
    assertThat(heard.skips("How can I help?")).isFalse();
  }

  @Test
  void fromTheFirstThatDiffersOnAllIsSaid() {
    AlreadyHeard heard = new AlreadyHeard("Good morning. We are open.");
    assertThat(heard.skips("Good morning.")).isTrue();
    assertThat(heard.skips("We are closed.")).isFalse();
    assertThat(heard.skips("We are open.")).isFalse();
  }

  @Test
  void aSentenceThatIsOnlyTheBeginningOfWhatWasHeardDiffers() {
    AlreadyHeard heard = new AlreadyHeard("Yesterday we were closed.");
    assertThat(heard.skips("Yes")).isFalse();
  }

  @Test
  void nothingHeardSkipsNothing() {
    assertThat(new AlreadyHeard("").skips("Good morning.")).isFalse();
    assertThat(new AlreadyHeard("  ").skips("Good morning.")).isFalse();
  }
}
