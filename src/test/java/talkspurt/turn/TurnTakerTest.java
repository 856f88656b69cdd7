package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.turn.TurnAction.CALLER_SILENT;
import static talkspurt.turn.TurnAction.COMMIT_CALLER_TURN;
import static talkspurt.turn.TurnAction.NONE;
import static talkspurt.turn.TurnAction.PAUSE;
import static talkspurt.turn.TurnAction.RESUME;
import static talkspurt.turn.TurnAction.SPEECH_BEGAN;
import static talkspurt.turn.TurnAction.SPEECH_ENDED;
import static talkspurt.turn.TurnAction.TURN_LIKELY_OVER;
import static talkspurt.turn.TurnAction.TURN_NOT_OVER;
import static talkspurt.turn.TurnAction.YIELD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.Turns;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.SettingsChanged;
import talkspurt.turn.TurnSignal.TurnEndLikely;
import talkspurt.turn.TurnSignal.WordsHeard;

class TurnTakerTest extends TurnScene {

  TurnTakerTest() {
    super(Turns.SETTINGS);
  }

  // ---- the caller has the floor

  @Test
  void speechOpensAnUtteranceOnItsFourthFrame() {
    assertThat(caller("sssss")).containsExactly(NONE, NONE, NONE, SPEECH_BEGAN, NONE);
    assertThat(turns.utterance()).isEqualTo(1);
    assertThat(turns.hearing()).isTrue();
  }

  @Test
  void aTurnEndsBySilenceAndIsCommittedWithItsFinalWords() {
    caller("ssss".repeat(5));
    assertThat(caller(silence(680))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
    assertThat(turns.hearing()).isFalse();
    assertThat(caller(silence(200))).containsOnly(NONE);
    assertThat(words(1, "what are your hours")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("what are your hours");
  }

  @Test
  void aShortPauseDoesNotEndTheTurn() {
    caller("ssssss");
    assertThat(caller(silence(600) + "ss" + silence(600) + "ss")).containsOnly(NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 700", "what are your hours, 700", "yes, 300", "no thanks yes, 300", "yes and, 1200",
    "sales and, 1200", "my number is, 1200", "it is 0 3 0, 1200", "at 9, 700", "and sales, 700"
  })
  void howMuchSilenceEndsATurnHangsOnWhatWasSaid(String words, int silenceMs) {
    caller("ssss".repeat(5));
    partial(1, words);
    assertThat(caller(silence(silenceMs - 20))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
  }

  @Test
  void aRecogniserThatTakesTheTurnForCompleteEndsItUnlessTheCallerGoesOn() {
    caller("ssss".repeat(5) + silence(100));
    turns.on(new TurnEndLikely(1));
    caller("ss");
    assertThat(caller(silence(680))).as("went on").containsOnly(NONE);
    caller("ssss" + silence(200));
    turns.on(new TurnEndLikely(7));
    assertThat(caller(silence(100))).as("of another utterance").containsOnly(NONE);
    turns.on(new TurnEndLikely(1));
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
  }

  @Test
  void whoPausesForLongIsGivenMoreTimeButNotWithoutEnd() {
    caller("ssss".repeat(5) + silence(640) + "ssss".repeat(5));
    assertThat(caller(silence(820))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
    caller(silence(400) + "ssss" + "ssss".repeat(5));
    assertThat(caller(silence(1180))).as("a third more than 1.2 s is too much").containsOnly(NONE);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
  }

  @Test
  void partialWordsAreOnlyKept() {
    caller("ssssssss");
    assertThat(partial(1, "what are")).isEqualTo(NONE);
    caller(silence(700));
    assertThat(partial(1, "what are your")).isEqualTo(NONE);
    assertThat(turns.words()).isEqualTo("what are your");
  }

  @Test
  void wordsThatNeverComeAreNotWaitedForForEver() {
    caller("s".repeat(40) + silence(700));
    assertThat(caller(silence(2980))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEmpty();
  }

  @Test
  void aShortNoiseInWhichNothingIsUnderstoodIsNoTurn() {
    caller("sssss" + silence(700));
    assertThat(words(1, "")).isEqualTo(TURN_NOT_OVER);
    assertThat(caller(silence(4000))).containsOnly(NONE);
  }

  @Test
  void aLongSpeechInWhichNothingIsUnderstoodIsATurn() {
    caller("s".repeat(30) + silence(700));
    assertThat(words(1, "")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aCallerWhoResumesBeforeTheWordsComeGoesOnWithTheSameTurn() {
    caller("s".repeat(20) + silence(700));
    assertThat(caller("ssss")).endsWith(SPEECH_BEGAN);
    assertThat(turns.utterance()).isEqualTo(2);
    assertThat(words(1, "connect me")).isEqualTo(NONE);
    caller("s".repeat(20) + silence(1200));
    assertThat(words(2, "to an operator")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("connect me to an operator");
  }

  @Test
  void finalWordsOfTheFirstHalfDoNotEndTheTurnInItsSecond() {
    caller("s".repeat(20) + silence(700) + "s".repeat(20) + silence(1200));
    assertThat(words(1, "connect me")).isEqualTo(NONE);
    assertThat(words(2, "to sales")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void wordsOfAFormerTurnAreNoneOfThis() {
    caller("s".repeat(20) + silence(700));
    words(1, "sales");
    caller("s".repeat(20));
    assertThat(words(1, "tails")).isEqualTo(NONE);
    assertThat(words(7, "of the future")).isEqualTo(NONE);
    assertThat(turns.words()).isEmpty();
  }

  @Test
  void silenceIsToldAgainAndAgain() {
    assertThat(caller(silence(7980))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(CALLER_SILENT);
    assertThat(caller(silence(7980))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(CALLER_SILENT);
  }

  @Test
  void silenceCountsFromTheBotsLastWord() {
    caller(silence(5000));
    bot(silence(5000));
    assertThat(caller(silence(7980))).containsOnly(NONE);
    assertThat(caller("..")).contains(CALLER_SILENT);
  }

  // ---- the bot has the floor

  @Test
  void aClickDoesNotInterrupt() {
    assertThat(bot("....ss....s....ss....")).containsOnly(NONE);
  }

  @Test
  void theBotPausesOnTheFifthFrameOfUnbrokenSpeech() {
    bot("..");
    assertThat(bot("sssss")).containsExactly(NONE, NONE, NONE, NONE, PAUSE);
    assertThat(turns.hearing()).isTrue();
  }

  @Test
  void evidenceAccumulatesOverGaps() {
    bot("..");
    assertThat(bot("ss.ss.s")).endsWith(PAUSE);
  }

  @ParameterizedTest
  @CsvSource({"okay", "'yes, yes'", "Mm hmm.", "''"})
  void aBackchannelKeepsTheFloor(String said) {
    bot("..sssss");
    assertThat(bot("ssss" + silence(280))).containsOnly(NONE);
    assertThat(bot(".")).containsExactly(SPEECH_ENDED);
    assertThat(words(1, said)).isEqualTo(RESUME);
    assertThat(bot(silence(5000))).containsOnly(NONE);
  }

  @Test
  void aCoughKeepsTheFloorWhenNoWordsCome() {
    bot("..ssssss" + silence(300));
    assertThat(bot(silence(480))).containsOnly(NONE);
    assertThat(bot(".")).containsExactly(RESUME);
  }

  @Test
  void contentYieldsAsSoonAsItsWordsAreHeard() {
    bot("..sssss");
    bot("sss");
    assertThat(partial(1, "connect me")).isEqualTo(NONE);
    assertThat(bot("sss")).containsOnly(NONE);
    assertThat(bot("s")).containsExactly(YIELD);
    assertThat(turns.hearing()).isTrue();
    assertThat(caller("sss" + silence(700))).endsWith(SPEECH_ENDED);
    assertThat(words(1, "connect me to an operator")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void wordsThatComeLateYieldAtOnce() {
    bot("..sssss" + "s".repeat(10));
    assertThat(partial(1, "connect")).isEqualTo(YIELD);
  }

  @Test
  void aShortContentYieldsByItsFinalWordsAndIsCommitted() {
    bot("..sssss" + silence(300));
    assertThat(words(1, "stop")).isEqualTo(YIELD);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("stop");
  }

  @Test
  void sustainedSpeechYieldsWithoutWords() {
    bot("..sssss");
    assertThat(bot("s".repeat(39))).containsOnly(NONE);
    assertThat(bot("s")).containsExactly(YIELD);
  }

  @Test
  void sustainedAssentIsBorneForLonger() {
    bot("..sssss");
    partial(1, "yes yes ok");
    assertThat(bot("s".repeat(84))).containsOnly(NONE);
    assertThat(bot("s")).containsExactly(YIELD);
  }

  @Test
  void anInterruptionInTwoPiecesIsJudgedAsOne() {
    bot("..sssss" + silence(300));
    assertThat(bot("ssss")).endsWith(SPEECH_BEGAN);
    assertThat(words(1, "yes but")).isEqualTo(YIELD);
    caller("ssss" + silence(700));
    assertThat(words(2, "not today")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("yes but not today");
  }

  @Test
  void assentInTwoPiecesStillKeeps() {
    bot("..sssss" + silence(300) + "ssss");
    assertThat(words(1, "yes")).isEqualTo(NONE);
    assertThat(bot(silence(300))).endsWith(SPEECH_ENDED);
    assertThat(words(2, "okay")).isEqualTo(RESUME);
  }

  @Test
  void afterKeepingTheNextInterruptionIsJudgedAfresh() {
    bot("..sssss" + silence(300));
    words(1, "okay");
    assertThat(bot(silence(200) + "sssss")).endsWith(PAUSE);
    assertThat(turns.words()).isEmpty();
    assertThat(turns.utterance()).isEqualTo(2);
  }

  @Test
  void aBotThatWasJustFinishedHasYielded() {
    bot("..sssss");
    assertThat(caller("s")).containsExactly(YIELD);
    assertThat(caller(silence(700))).endsWith(SPEECH_ENDED);
    assertThat(words(1, "yes")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aBotThatFinishedWhileWordsWereAwaitedHasYielded() {
    bot("..sssss" + silence(300));
    assertThat(caller(".")).containsExactly(YIELD);
    assertThat(words(1, "yes")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aBotThatStartsWhileTheCallerTalksIsPausedAndYields() {
    caller("s".repeat(20));
    assertThat(bot("s")).containsExactly(PAUSE);
    assertThat(partial(1, "wait")).isEqualTo(YIELD);
    assertThat(turns.utterance()).isEqualTo(1);
  }

  @Test
  void aBotThatStartsWhileTheCallerMakesNoiseIsResumed() {
    caller("sssss");
    assertThat(bot(".")).containsExactly(PAUSE);
    assertThat(bot(silence(300))).contains(SPEECH_ENDED);
    assertThat(words(1, "")).isEqualTo(RESUME);
  }

  @Test
  void aBotThatStartsWhileWordsAreAwaitedPlaysUntilTheyCome() {
    caller("s".repeat(20) + silence(700));
    assertThat(bot(silence(400))).containsOnly(NONE);
    assertThat(words(1, "and another thing")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void wordsThatComeAfterTheBotWentOnStillTakeTheFloor() {
    bot("..sssss" + silence(300 + 500) + "..");
    assertThat(words(1, "connect me to sales")).isEqualTo(YIELD);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("connect me to sales");
  }

  @Test
  void aLateBackchannelLeavesTheBotTheFloor() {
    bot("..sssss" + silence(300 + 500) + "..");
    assertThat(words(1, "okay")).isEqualTo(NONE);
    assertThat(bot(silence(5000))).containsOnly(NONE);
    assertThat(words(1, "something else")).isEqualTo(NONE);
  }

  @Test
  void yesOverTheLastWordsOfAQuestionAnswersIt() {
    bot("..sssss" + silence(300));
    assertThat(words(1, "yes")).isEqualTo(RESUME);
    assertThat(bot(silence(1200))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("yes");
  }

  @Test
  void yesLongBeforeTheEndOfAQuestionDoesNotAnswerIt() {
    bot("..sssss" + silence(300));
    words(1, "yes");
    bot(silence(1600));
    assertThat(caller("..")).containsOnly(NONE);
  }

  @Test
  void aCommandYieldsHoweverLittleWasSaid() {
    bot("..sssss");
    assertThat(partial(1, "operator")).isEqualTo(NONE);
    assertThat(bot("s")).containsExactly(YIELD);
  }

  @Test
  void theOnsetOfAnInterruptionIsKnown() {
    bot("..ss.sss");
    assertThat(turns.onsetMs()).isEqualTo(120);
  }

  // ---- what may interrupt

  @ParameterizedTest
  @CsvSource({"dtmf-only", "none"})
  void aProtectedBotIsNotInterruptedByVoice(String allowed) {
    turns.on(new SettingsChanged(Turns.interruption(allowed)));
    assertThat(bot("..." + "s".repeat(200))).containsOnly(NONE);
  }

  @Test
  void keysInterruptWhereVoicesMayNot() {
    turns.on(new SettingsChanged(Turns.interruption("dtmf-only")));
    bot("...");
    assertThat(key()).isEqualTo(YIELD);
  }

  @Test
  void nothingInterruptsWhatMustBeHeard() {
    turns.on(new SettingsChanged(Turns.interruption("none")));
    bot("...");
    assertThat(key()).isEqualTo(NONE);
  }

  @Test
  void aBotThatNobodyMayInterruptAnyMoreGoesOnWhoeverSpeaks() {
    assertThat(bot("....sssss")).endsWith(PAUSE);
    SettingsChanged protectedNow = new SettingsChanged(Turns.SETTINGS.uninterruptible());
    assertThat(turns.on(protectedNow)).isEqualTo(RESUME);
    assertThat(turns.on(protectedNow)).isEqualTo(NONE);
    assertThat(bot("s".repeat(200))).containsOnly(NONE);
  }

  @Test
  void aCallerWhoTalksWhenAProtectedBotBeginsIsNotHeardOn() {
    turns.on(new SettingsChanged(Turns.interruption("none")));
    caller("s".repeat(20));
    assertThat(bot("s")).containsExactly(SPEECH_ENDED);
    assertThat(turns.hearing()).isFalse();
  }

  @Test
  void soManyWordsInterruptWithoutAPauseBefore() {
    turns.on(new SettingsChanged(Turns.interruption("words:3")));
    bot("..");
    assertThat(bot("sssss")).endsWith(SPEECH_BEGAN);
    assertThat(bot("s".repeat(100))).containsOnly(NONE);
    assertThat(partial(1, "what are")).isEqualTo(NONE);
    assertThat(partial(1, "what are your")).isEqualTo(YIELD);
  }

  @Test
  void aCommandIsWordsEnough() {
    turns.on(new SettingsChanged(Turns.interruption("words:3")));
    bot("..ssssss");
    assertThat(partial(1, "operator")).isEqualTo(YIELD);
  }

  @Test
  void tooFewWordsLeaveTheBotTheFloor() {
    turns.on(new SettingsChanged(Turns.interruption("words:3")));
    bot("..sssssssss" + silence(300));
    assertThat(words(1, "not now")).isEqualTo(RESUME);
  }

  // ---- keys

  @Test
  void aKeyYieldsAtOnceWhateverTheCallerSays() {
    bot("....");
    assertThat(key()).isEqualTo(YIELD);
    bot("....");
    bot("sssss");
    assertThat(key()).isEqualTo(YIELD);
    assertThat(turns.hearing()).isFalse();
    bot("....");
    bot("sssss" + silence(300));
    assertThat(key()).isEqualTo(YIELD);
  }

  @Test
  void whatIsTypedIsYieldedToLikeAKey() {
    bot("....");
    bot("sssss");
    assertThat(turns.on(new TurnSignal.Typed())).isEqualTo(YIELD);
    assertThat(turns.hearing()).isFalse();
    turns.on(new SettingsChanged(Turns.interruption("none")));
    bot("....");
    assertThat(turns.on(new TurnSignal.Typed())).isEqualTo(NONE);
  }

  @Test
  void aKeyInSilenceBeginsTheWaitingAnew() {
    caller(silence(7900));
    assertThat(key()).isEqualTo(NONE);
    assertThat(caller(silence(7980))).containsOnly(NONE);
  }

  @Test
  void aKeyPressedWhileTalkingIsTheTurnAndTheWordsAreNot() {
    caller("s".repeat(20));
    assertThat(key()).isEqualTo(NONE);
    assertThat(turns.hearing()).isFalse();
    assertThat(words(1, "one")).isEqualTo(NONE);
    caller("s".repeat(20) + silence(700));
    assertThat(key()).isEqualTo(NONE);
    assertThat(words(2, "two")).isEqualTo(NONE);
    assertThat(caller(silence(5000))).containsOnly(NONE);
  }

  // ---- settings

  @Test
  void settingsHoldFromTheNextFrameOn() {
    bot("..");
    turns.on(new SettingsChanged(Turns.settings("full", 400, 900, 400)));
    assertThat(turns.settings().pauseAfter()).isEqualTo(Duration.ofMillis(400));
    assertThat(bot("s".repeat(19))).containsOnly(NONE);
    assertThat(bot("s")).containsExactly(PAUSE);
  }

  @Test
  void onlyFramesAboveTheThresholdAreSpeech() {
    List<TurnAction> actions = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      actions.add(turns.on(new FrameHeard(0.49f, false)));
    }
    assertThat(actions).containsOnly(NONE);
  }

  // ---- a turn that is likely over

  @Test
  void wordsThatLookWholeAreLikelyTheTurnAfterALittleSilence() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "what are your hours");
    assertThat(caller(silence(180))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(TURN_LIKELY_OVER);
    assertThat(turns.words()).isEqualTo("what are your hours");
    assertThat(caller(silence(380))).as("told once").containsOnly(NONE);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
    assertThat(words(1, "what are your hours")).as("known before the end").isEqualTo(NONE);
    assertThat(caller(silence(80))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.dueMs()).isEqualTo(700);
  }

  @Test
  void finalWordsThatAreLateEndTheTurnWhenTheyCome() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "what are your hours");
    caller(silence(800));
    assertThat(words(1, "what are your hours")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.silentMs()).isEqualTo(800);
    assertThat(turns.dueMs()).isEqualTo(700);
  }

  @Test
  void finalWordsThatWantMoreAreWaitedForLonger() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "sales");
    caller(silence(620));
    assertThat(words(1, "sales and")).isEqualTo(NONE);
    assertThat(caller(silence(560))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
  }

  @Test
  void aCallerWhoGoesOnAfterTheFinalWordsWereAskedForSaysOneTurn() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "sales");
    assertThat(caller(silence(600))).endsWith(SPEECH_ENDED);
    assertThat(words(1, "sales")).isEqualTo(NONE);
    assertThat(caller("ssss")).containsExactly(NONE, NONE, NONE, SPEECH_BEGAN);
    caller("ssss".repeat(5));
    caller(silence(1000));
    assertThat(words(2, "or the operator")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("sales or the operator");
  }

  // ---- a whole request

  @ParameterizedTest
  @CsvSource({
    "opening hours, 400",
    "what are your opening hours, 400",
    "opening hours please, 400",
    "opening hours and, 1200",
    "opening hours on sunday, 700",
    "hours, 700",
    "yes, 300"
  })
  void aRequestThatTheAgentKnowsEndsTheTurnAsSoonAsAnAnswer(String words, int silenceMs) {
    requests();
    caller("ssss".repeat(5));
    partial(1, words);
    List<TurnAction> actions = caller(silence(silenceMs - 20));
    assertThat(actions).doesNotContain(COMMIT_CALLER_TURN);
    words(1, words);
    assertThat(caller("..")).contains(silenceMs == 1200 ? SPEECH_ENDED : COMMIT_CALLER_TURN);
  }

  @Test
  void aRequestIsLikelyTheTurnAsSoonAsItIsKnown() {
    requests();
    caller("ssss".repeat(5) + silence(200));
    partial(1, "opening hours");
    assertThat(caller(silence(80))).startsWith(TURN_LIKELY_OVER).doesNotContain(SPEECH_ENDED);
    assertThat(caller(".")).containsExactly(SPEECH_ENDED);
  }

  @Test
  void whoPausesForLongIsGivenMoreTimeAfterARequestToo() {
    requests();
    caller("ssss".repeat(5) + silence(400) + "ssss");
    partial(1, "opening hours");
    assertThat(caller(silence(400))).doesNotContain(SPEECH_ENDED);
    assertThat(caller(silence(40))).contains(SPEECH_ENDED);
  }

  @Test
  void whoGoesOnRightAfterATurnIsGivenMoreTimeFromThenOn() {
    committedRequest();
    bot(silence(200));
    assertThat(bot("sssss")).endsWith(PAUSE);
    caller("ssss".repeat(5));
    partial(2, "opening hours");
    assertThat(caller(silence(660))).as("600 ms and a third more").doesNotContain(SPEECH_ENDED);
    assertThat(caller(silence(40))).contains(SPEECH_ENDED);
  }

  @Test
  void whoSpeaksAgainLaterHasNotPaused() {
    committedRequest();
    bot(silence(300));
    bot("sssss");
    caller("ssss".repeat(5));
    partial(2, "opening hours");
    assertThat(caller(silence(320))).contains(SPEECH_ENDED);
  }

  @Test
  void whoWasSilentBeforeTheFirstWordHasNotPaused() {
    requests();
    caller(silence(500) + "ssss".repeat(5));
    partial(1, "opening hours");
    assertThat(caller(silence(320))).contains(SPEECH_ENDED);
  }

  @Test
  void aClickWhileFinalWordsAreAwaitedDoesNotLengthenTheTurn() {
    requests();
    caller("ssss".repeat(5));
    partial(1, "sales");
    caller(silence(60));
    turns.on(new TurnEndLikely(1));
    assertThat(caller(silence(160))).contains(SPEECH_ENDED);
    words(1, "sales");
    assertThat(caller("s" + silence(60))).endsWith(COMMIT_CALLER_TURN);
  }

  @ParameterizedTest
  @CsvSource({"not today, COMMIT_CALLER_TURN", "not today and, NONE"})
  void whatWasSaidOverABotThatHasEndedWaitsOnlyWhereItWantsMore(String words, TurnAction action) {
    bot("..sssss" + silence(300));
    assertThat(caller(".")).containsExactly(YIELD);
    assertThat(words(1, words)).isEqualTo(action);
  }

  private void committedRequest() {
    requests();
    caller("ssss".repeat(5));
    partial(1, "opening hours");
    caller(silence(340));
    words(1, "opening hours");
    assertThat(caller(silence(60))).endsWith(COMMIT_CALLER_TURN);
  }

  private void requests() {
    turns.on(new SettingsChanged(Turns.likely(200).answering(List.of("opening hours"))));
  }

  @Test
  void wordsThatAreStillChangingAreNot() {
    likelyAfter200Ms();
    caller("ssss".repeat(5) + silence(180));
    partial(1, "what are");
    assertThat(caller(silence(80))).containsOnly(NONE);
    partial(1, "what are your hours");
    assertThat(caller(silence(80))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(TURN_LIKELY_OVER);
    partial(1, "what are your hours tomorrow");
    assertThat(caller(silence(100))).contains(TURN_LIKELY_OVER);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "sales and, 0", "my number is, 0", "it is 0 3 0, 0", "sales, 1", "yes, 1"})
  void wordsThatWantMoreAreNotEither(String words, int told) {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, words);
    assertThat(caller(silence(280)).stream().filter(TURN_LIKELY_OVER::equals)).hasSize(told);
  }

  @Test
  void theRecogniserMaySayItAtOnce() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "sales and");
    caller("..");
    turns.on(new TurnEndLikely(1));
    assertThat(caller(".")).containsExactly(TURN_LIKELY_OVER);
  }

  @Test
  void whoeverGoesOnIsToldOnceAClickIsNot() {
    likelyAfter200Ms();
    caller("ssss".repeat(5));
    partial(1, "sales");
    assertThat(caller(silence(200))).endsWith(TURN_LIKELY_OVER);
    assertThat(caller("s" + silence(100))).as("a click").containsOnly(NONE);
    assertThat(caller("ssss")).containsOnlyOnce(TURN_NOT_OVER);
    assertThat(caller(silence(200))).endsWith(TURN_LIKELY_OVER);
  }

  private void likelyAfter200Ms() {
    turns.on(new SettingsChanged(Turns.likely(200)));
  }

  private TurnAction key() {
    return key('5');
  }

  // ---- noises that a recogniser wrote down

  @Test
  void whatTheRecogniserKnowsForANoiseIsNoTurnHoweverLong() {
    caller("ssss".repeat(20) + silence(700));
    assertThat(turns.on(new WordsHeard(1, "", true, true))).isEqualTo(TURN_NOT_OVER);
  }

  @Test
  void aLongSoundOfWhichNothingWasUnderstoodIsATurn() {
    caller("ssss".repeat(20) + silence(700));
    assertThat(turns.on(new WordsHeard(1, "", true))).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aNoiseOverTheBotDoesNotTakeTheFloorHoweverLong() {
    bot("..sssss");
    turns.on(new WordsHeard(1, "", false, true));
    assertThat(bot("s".repeat(100))).containsOnly(NONE);
    assertThat(bot(silence(300))).endsWith(SPEECH_ENDED);
    assertThat(turns.on(new WordsHeard(1, "", true, true))).isEqualTo(RESUME);
  }

  @Test
  void wordsAfterANoiseTakeTheFloor() {
    bot("..sssss");
    turns.on(new WordsHeard(1, "", false, true));
    bot("s".repeat(20));
    assertThat(turns.on(new WordsHeard(1, "not that", true))).isEqualTo(YIELD);
  }

  // ---- dictation of which the words come late

  @Test
  void figuresThatAreKnownOnlyAfterTheSilenceAreWaitedFor() {
    caller("ssss".repeat(5) + silence(700));
    assertThat(words(1, "0 3 0")).isEqualTo(NONE);
    assertThat(caller(silence(200))).containsOnly(NONE);
    assertThat(caller("ssss")).endsWith(SPEECH_BEGAN);
    caller("ssss".repeat(5) + silence(1200));
    assertThat(words(2, "5 5 5")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("0 3 0 5 5 5");
  }

  @Test
  void figuresAfterWhichNothingComesAreATurnAfterTheLongestSilence() {
    caller("ssss".repeat(5) + silence(700));
    assertThat(words(1, "0 3 0")).isEqualTo(NONE);
    assertThat(caller(silence(480))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
  }
}
