package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeardPrefixTest {

  @Test
  void sentencesHeardBeforeAreSkippedTheRestIsSaid() {
    HeardPrefix heard = new HeardPrefix("Good morning. We are open.");
    assertThat(heard.skips("Good morning.")).isTrue();
    assertThat(heard.skips(" We are open. ")).isTrue();
    assertThat(heard.skips("How can I help?")).isFalse();
  }

  @Test
  void fromTheFirstThatDiffersOnAllIsSaid() {
    HeardPrefix heard = new HeardPrefix("Good morning. We are open.");
    assertThat(heard.skips("Good morning.")).isTrue();
    assertThat(heard.skips("We are closed.")).isFalse();
    assertThat(heard.skips("We are open.")).isFalse();
  }

  @Test
  void aSentenceThatIsOnlyTheBeginningOfWhatWasHeardDiffers() {
    HeardPrefix heard = new HeardPrefix("Yesterday we were closed.");
    assertThat(heard.skips("Yes")).isFalse();
  }

  @Test
  void nothingHeardSkipsNothing() {
    assertThat(new HeardPrefix("").skips("Good morning.")).isFalse();
    assertThat(new HeardPrefix("  ").skips("Good morning.")).isFalse();
  }
}
