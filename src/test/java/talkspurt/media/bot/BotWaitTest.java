package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class BotWaitTest {

  @Test
  void silenceAndTheBotAreWaitedForOneAfterTheOther() {
    BotWait wait = new BotWait(1_000, 1_700);
    assertThat(wait.forBot(2_000)).isEqualTo(300);
    assertThat(wait.parts(2_000)).containsExactly(entry("silence", 700L), entry("bot", 300L));
  }

  /** The sound is told before the end of the turn is. */
  @Test
  void aBotThatWasHeardBeforeItWasAskedIsNotWaitedFor() {
    BotWait wait = new BotWait(1_000, 1_700);
    assertThat(wait.parts(1_650)).containsExactly(entry("silence", 650L), entry("bot", 0L));
  }
}
