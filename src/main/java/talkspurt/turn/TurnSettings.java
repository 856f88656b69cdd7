package talkspurt.turn;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Collection;

/**
 * How turns are taken.
 *
 * @param speechThreshold from which likelihood on a frame counts as speech, 0 to 1
 * @param interruption what of the caller may interrupt the bot
 * @param pauseAfter how much speech, within a third more of time, counts as speech over the bot
 * @param yieldAfter how much speech over the bot ends its turn even without words
 * @param wordsAfter from how much speech on recognised words are believed; commands from half of it on
 * @param resumeAfter how much silence ends a false interruption
 * @param endOfTurn how much silence ends the caller's turn
 * @param wordsTimeout how long the final words of a turn are waited for
 * @param judgeTimeout how long the final words of an interruption are waited for
 * @param repromptAfter how long nobody speaks until the caller is asked again
 * @param preRoll how much from before the onset a recogniser is given at least
 * @param backchannels phrases that do not take the floor
 * @param commands phrases that take it as soon as they are recognised
 */
public record TurnSettings(
    double speechThreshold,
    Interruption interruption,
    Duration pauseAfter,
    Duration yieldAfter,
    Duration wordsAfter,
    Duration resumeAfter,
    EndOfTurn endOfTurn,
    Duration wordsTimeout,
    Duration judgeTimeout,
    Duration repromptAfter,
    Duration preRoll,
    PhraseList backchannels,
    PhraseList commands) {

  public TurnSettings {
    if (!(speechThreshold > 0 && speechThreshold < 1)) {
      throw new IllegalArgumentException(
          "speech-threshold is " + speechThreshold + "; allowed: above 0 and below 1");
    }
    if (endOfTurn.byKey() && !interruption.withoutVoice()) {
      throw new IllegalArgumentException(
          "interruption is of the caller's voice, but end-of-turn-by is key; allowed then: dtmf-only, none");
    }
    within("pause-after", pauseAfter, 40, 800);
    within("yield-after", yieldAfter, 200, 5000);
    within("words-after", wordsAfter, 100, 5000);
    within("resume-after", resumeAfter, 100, 2000);
    within("words-timeout", wordsTimeout, 100, 10_000);
    within("judge-timeout", judgeTimeout, 100, 10_000);
    within("reprompt-after", repromptAfter, 1000, 600_000);
    within("pre-roll", preRoll, 0, 1000);
  }

  /** The same for a bot into whose words nobody may break. */
  public TurnSettings uninterruptible() {
    return with(Interruption.NONE, endOfTurn);
  }

  /** The same for a bot into whose words a caller may break by a word; by nothing, where keys alone end turns. */
  public TurnSettings interruptibleByWords() {
    return endOfTurn.byKey()
        ? uninterruptible()
        : with(new Interruption(Interruption.By.WORDS, 1), endOfTurn);
  }

  /** The same for an agent that knows to answer these requests. */
  public TurnSettings answering(Collection<String> requests) {
    return with(interruption, endOfTurn.answering(requests));
  }

  /** The same, but for the words, which are those of another language. */
  public TurnSettings inWordsOf(TurnSettings other) {
    return with(
        interruption, endOfTurn.inWordsOf(other.endOfTurn), other.backchannels, other.commands);
  }

  private TurnSettings with(Interruption who, EndOfTurn when) {
    return with(who, when, backchannels, commands);
  }

  private TurnSettings with(
      Interruption who, EndOfTurn when, PhraseList heardBeside, PhraseList orders) {
    return new TurnSettings(
        speechThreshold,
        who,
        pauseAfter,
        yieldAfter,
        wordsAfter,
        resumeAfter,
        when,
        wordsTimeout,
        judgeTimeout,
        repromptAfter,
        preRoll,
        heardBeside,
        orders);
  }
}
