package talkspurt.provider.bot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.bot.BotSilence.Step;

class BotSilenceTest {

  private final BotSilence silence = new BotSilence();

  private static AudioFrame frame(int level) {
    short[] samples = new short[160];
    java.util.Arrays.fill(samples, (short) level);
    return new AudioFrame(8000, samples);
  }

  /** The caller, for so long. */
  private void caller(boolean voiced, int ms) {
    for (int at = 0; at < ms; at += 20) {
      silence.told(new Input.Audio(at, frame(0), voiced));
    }
  }

  /** The first verdict but PASS on so much of the bot's sound, or PASS. */
  private Step bot(int level, int ms) {
    for (int at = 0; at < ms; at += 20) {
      Step step = silence.said(new Output.Audio(frame(level))).step();
      if (step != Step.PASS) {
        return step;
      }
    }
    return Step.PASS;
  }

  private void begins() {
    assertThat(silence.said(new Output.ReplyBegins("r")).step()).isEqualTo(Step.PASS);
  }

  private BotSilence.Verdict ends() {
    return silence.said(new Output.ReplyEnds());
  }

  @Test
  void aStreamOfSilenceIsNoFailureOfABotThatIsNotSpokenTo() {
    assertThat(bot(0, 120_000)).isEqualTo(Step.PASS);
    bot(1000, 600);
    assertThat(bot(0, 120_000)).isEqualTo(Step.PASS);
  }

  @Test
  void whoIsSpokenToAndNeverHeardHasFailed() {
    caller(true, 300);
    assertThat(bot(0, 9_980)).isEqualTo(Step.PASS);
    assertThat(silence.said(new Output.Audio(frame(Level.INAUDIBLE))))
        .isEqualTo(new BotSilence.Verdict(Step.BOT_FAILS, 10_000, false));
  }

  @Test
  void whoWasHeardBeforeFailsOneReplyOnceForEachTimeTheCallerSpeaks() {
    bot(-Level.INAUDIBLE - 1, 20);
    for (int i = 0; i < 5; i++) {
      caller(true, 300);
      assertThat(bot(0, 29_980)).isEqualTo(Step.PASS);
      assertThat(bot(0, 20)).isEqualTo(Step.REPLY_FAILS);
      assertThat(bot(0, 60_000)).isEqualTo(Step.PASS);
    }
  }

  @Test
  void aSoundBetweenBeginsAnew() {
    for (int i = 0; i < 5; i++) {
      begins();
      assertThat(bot(0, 3_000)).isEqualTo(Step.REPLY_FAILS);
      bot(1000, 20);
      ends();
    }
  }

  @Test
  void theWaitBeginsWhenTheCallerIsDone() {
    caller(true, 300);
    bot(0, 9_000);
    caller(true, 20);
    assertThat(bot(0, 9_980)).isEqualTo(Step.PASS);
    assertThat(bot(0, 20)).isEqualTo(Step.BOT_FAILS);
  }

  @Test
  void anAnswerInTimeIsAnAnswer() {
    caller(true, 300);
    bot(0, 9_000);
    bot(1000, 20);
    assertThat(bot(0, 60_000)).isEqualTo(Step.PASS);
  }

  @Test
  void aCoughIsNotSpokenToTheBot() {
    for (int i = 0; i < 5; i++) {
      caller(true, 280);
      caller(false, 720);
    }
    assertThat(bot(0, 60_000)).isEqualTo(Step.PASS);
  }

  @Test
  void shortWordsWithShortPausesAreSpokenToTheBot() {
    caller(true, 160);
    caller(false, 700);
    caller(true, 140);
    assertThat(bot(0, 10_000)).isEqualTo(Step.BOT_FAILS);
  }

  /** The first verdict but PASS while the caller sends so much, and how long that took. */
  private BotSilence.Verdict waits(int ms) {
    for (int at = 0; at < ms; at += 20) {
      BotSilence.Verdict verdict = silence.told(new Input.Audio(at, frame(0), false));
      if (verdict.step() != Step.PASS) {
        return verdict;
      }
    }
    return BotSilence.PASS;
  }

  @Test
  void whoSendsNothingAtAllAfterTheCallersWordsHasFailedOnce() {
    caller(true, 300);
    assertThat(waits(11_980)).isEqualTo(BotSilence.PASS);
    assertThat(waits(20)).isEqualTo(new BotSilence.Verdict(Step.BOT_FAILS, 12_000, false));
    assertThat(waits(60_000)).isEqualTo(BotSilence.PASS);
  }

  @Test
  void theWaitForNothingIsNotOverWhileTheCallerSpeaks() {
    caller(true, 300);
    waits(11_980);
    for (int i = 0; i < 20; i++) {
      caller(true, 500);
      assertThat(waits(700)).isEqualTo(BotSilence.PASS);
    }
    assertThat(waits(20)).isEqualTo(new BotSilence.Verdict(Step.BOT_FAILS, 12_700, false));
  }

  @Test
  void whoAsksAgainAndAgainDoesNotWaitForEver() {
    for (int asked = 0; asked < 3; asked++) {
      caller(true, 500);
      assertThat(waits(3_500)).isEqualTo(BotSilence.PASS);
    }
    caller(true, 500);
    assertThat(waits(1_480)).isEqualTo(BotSilence.PASS);
    assertThat(waits(20)).isEqualTo(new BotSilence.Verdict(Step.BOT_FAILS, 12_000, false));
  }

  @Test
  void pausesWithinSpeechAreNoWait() {
    for (int words = 0; words < 100; words++) {
      caller(true, 500);
      assertThat(waits(700)).isEqualTo(BotSilence.PASS);
    }
    assertThat(waits(11_280)).isEqualTo(BotSilence.PASS);
    assertThat(waits(20).step()).isEqualTo(Step.BOT_FAILS);
  }

  @Test
  void theWaitBeginsAnewOnceTheBotWasAtWork() {
    caller(true, 300);
    waits(6_000);
    caller(true, 300);
    waits(5_000);
    silence.said(new Output.ToolCall("c", "look", "{}"));
    waits(5_000);
    caller(true, 300);
    assertThat(waits(11_980)).isEqualTo(BotSilence.PASS);
    assertThat(waits(20)).isEqualTo(new BotSilence.Verdict(Step.BOT_FAILS, 12_000, false));
  }

  @Test
  void someSilenceIsNoAnswerToTheCaller() {
    caller(true, 300);
    waits(6_000);
    assertThat(bot(0, 200)).isEqualTo(Step.PASS);
    assertThat(waits(5_980)).isEqualTo(BotSilence.PASS);
    assertThat(waits(20).step()).isEqualTo(Step.BOT_FAILS);
  }

  @Test
  void whoIsNotSpokenToMaySendNothing() {
    assertThat(waits(120_000)).isEqualTo(BotSilence.PASS);
    caller(true, 280);
    assertThat(waits(120_000)).isEqualTo(BotSilence.PASS);
  }

  @Test
  void whoWasHeardMayHaveNothingToSay() {
    bot(1000, 20);
    caller(true, 300);
    assertThat(waits(120_000)).isEqualTo(BotSilence.PASS);
    caller(true, 300);
    bot(1000, 20);
    assertThat(waits(120_000)).isEqualTo(BotSilence.PASS);
  }

  @Test
  void whoIsAtWorkIsNotSilent() {
    for (Output work : new Output[] {
      new Output.ReplyBegins("r"),
      new Output.ToolCall("c", "look", "{}"),
      new Output.ReplyFailed(new talkspurt.provider.ProviderFailure(
          talkspurt.provider.ProviderFailure.Kind.OVERLOADED, "bot", ""))
    }) {
      caller(true, 300);
      waits(11_000);
      silence.said(work);
      assertThat(waits(60_000)).as(work.toString()).isEqualTo(BotSilence.PASS);
    }
    caller(true, 300);
    silence.said(new Output.Opened());
    silence.said(new Output.Clear());
    silence.said(new Output.Mark("m"));
    assertThat(waits(12_000).step()).isEqualTo(Step.BOT_FAILS);
  }

  @Test
  void aReplyThatBeginsWithThreeSecondsOfSilenceFailsAndItsSilentRestIsDropped() {
    bot(1000, 20);
    begins();
    assertThat(bot(0, 2_980)).isEqualTo(Step.PASS);
    assertThat(bot(0, 20)).isEqualTo(Step.REPLY_FAILS);
    assertThat(bot(0, 20)).isEqualTo(Step.DROP);
    assertThat(bot(1000, 20)).isEqualTo(Step.PASS);
    assertThat(bot(0, 10_000)).isEqualTo(Step.PASS);
    assertThat(ends().step()).isEqualTo(Step.PASS);
  }

  @Test
  void aReplyThatFailedDoesNotFailAgainAtItsEnd() {
    begins();
    assertThat(bot(0, 3_000)).isEqualTo(Step.REPLY_FAILS);
    assertThat(ends().step()).isEqualTo(Step.PASS);
  }

  @Test
  void theFirstReplyIsToBeHeardHoweverShort() {
    begins();
    bot(0, 400);
    assertThat(ends()).isEqualTo(new BotSilence.Verdict(Step.REPLY_FAILS, 400, true));
  }

  @Test
  void wordsAreToBeHeardHoweverShort() {
    bot(1000, 20);
    begins();
    bot(0, 400);
    assertThat(ends().step()).isEqualTo(Step.PASS);
    begins();
    silence.said(new Output.Words("Yes."));
    bot(0, 400);
    assertThat(ends().step()).isEqualTo(Step.REPLY_FAILS);
    begins();
    silence.said(new Output.Words(" "));
    bot(0, 400);
    assertThat(ends().step()).isEqualTo(Step.PASS);
  }

  @Test
  void aReplyWithoutSoundIsNotJudgedHere() {
    begins();
    silence.said(new Output.Words("Yes."));
    assertThat(ends().step()).isEqualTo(Step.PASS);
  }

  @Test
  void aReplyThatIsCutBeforeItsFirstWordHasNotFailed() {
    begins();
    bot(0, 400);
    silence.told(new Input.CallerTurn(Input.CallerTurn.Step.BEGINS));
    assertThat(ends().step()).isEqualTo(Step.PASS);
    begins();
    bot(0, 400);
    silence.told(new Input.Interrupted(400, ""));
    assertThat(ends().step()).isEqualTo(Step.PASS);
    begins();
    bot(0, 400);
    silence.told(new Input.CallerTurn(Input.CallerTurn.Step.PAUSES));
    assertThat(ends().step()).isEqualTo(Step.REPLY_FAILS);
  }

  @Test
  void afterThreeSilentRepliesInARowTheBotHasFailed() {
    for (Step step : new Step[] {Step.REPLY_FAILS, Step.REPLY_FAILS, Step.BOT_FAILS}) {
      begins();
      bot(0, 400);
      assertThat(ends().step()).isEqualTo(step);
    }
  }
}
