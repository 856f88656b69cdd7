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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Turns;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.SettingsChanged;
import talkspurt.turn.TurnSignal.TurnEndLikely;
import talkspurt.turn.TurnSignal.WordsHeard;

/** Turns that only a key ends. */
class TurnByKeyTest extends TurnScene {

  TurnByKeyTest() {
    super(Turns.byKey("dtmf-only"));
  }

  @Test
  void silenceEndsAnUtteranceAndNotTheTurn() {
    speak(1, "my street is");
    assertThat(caller(silence(4000))).containsOnly(NONE);
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.silentMs()).isZero();
    assertThat(turns.words()).isEqualTo("my street is");
  }

  @Test
  void anUtteranceEndsAfterTheSilenceThatWouldEndATurn() {
    caller("s".repeat(20));
    assertThat(caller(silence(680))).containsOnly(NONE);
    assertThat(caller("..")).containsExactly(SPEECH_ENDED, TURN_NOT_OVER);
    assertThat(turns.hearing()).isFalse();
  }

  @Test
  void wordsThatAreThereAsSoonAsAnUtteranceEndsDoNotEndTheTurn() {
    assertThat(caller("s".repeat(20) + silence(700))).endsWith(SPEECH_ENDED);
    assertThat(words(1, "sales")).isEqualTo(NONE);
    assertThat(caller(".")).containsExactly(TURN_NOT_OVER);
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aKeyThatWasPressedCountsWhateverIsSetAfterIt() {
    caller("s".repeat(20));
    key('#');
    turns.on(new SettingsChanged(Turns.SETTINGS));
    assertThat(words(1, "sales")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void allUtterancesUpToTheKeyAreOneTurn() {
    speak(1, "my street is");
    caller(silence(3000));
    speak(2, "baker street");
    caller(silence(3000));
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("my street is baker street");
    speak(3, "next");
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).as("the next turn is another").isEqualTo("next");
  }

  @Test
  void whoPressesTheKeyWhileSpeakingIsAnsweredOnceTheWordsAreThere() {
    caller("s".repeat(20));
    assertThat(key('#')).isEqualTo(SPEECH_ENDED);
    assertThat(turns.hearing()).isFalse();
    assertThat(caller(silence(200) + "ssss".repeat(5)))
        .as("what is said then is of no turn")
        .containsOnly(NONE);
    assertThat(key('#')).as("pressed again").isEqualTo(NONE);
    assertThat(words(1, "sales")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.dueMs()).isZero();
  }

  @Test
  void lastWordsThatAreOnTheirWayAfterTheSilenceAreWaitedFor() {
    caller("s".repeat(20) + silence(1000));
    partial(1, "sales");
    assertThat(key('#')).isEqualTo(SPEECH_ENDED);
    assertThat(turns.silentMs()).as("the caller waits from the key on").isZero();
    assertThat(words(1, "sales please")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("sales please");
  }

  @Test
  void lastWordsAreNotWaitedForForEver() {
    caller("s".repeat(20));
    key('#');
    assertThat(caller(silence(2980))).containsOnly(NONE);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(words(1, "too late")).isEqualTo(NONE);
  }

  @Test
  void whoPressesTheKeyIsAnsweredEvenIfNothingWasUnderstood() {
    caller("sssss" + silence(1000));
    words(1, "");
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEmpty();
  }

  @Test
  void theKeyAfterNothingIsNothing() {
    assertThat(key('#')).isEqualTo(NONE);
    speak(1, "sales");
    key('#');
    assertThat(key('#')).as("pressed twice").isEqualTo(NONE);
    assertThat(caller(silence(2000))).containsOnly(NONE);
  }

  @Test
  void otherKeysDropWhatWasSaid() {
    speak(1, "sales");
    assertThat(key('5')).isEqualTo(NONE);
    assertThat(key('#')).as("ends the keys, and no turn").isEqualTo(NONE);
    speak(2, "support");
    assertThat(key('#')).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("support");
  }

  @Test
  void neitherVoiceNorWordsStopTheBotButAnyKeyDoes() {
    assertThat(bot("s".repeat(100))).containsOnly(NONE);
    assertThat(key('5')).isEqualTo(YIELD);
    assertThat(caller("s".repeat(3))).doesNotContain(PAUSE, YIELD);
    bot("....");
    assertThat(key('#')).isEqualTo(YIELD);
    assertThat(caller(silence(2000))).as("to be heard, not answered").containsOnly(NONE);
  }

  @Test
  void whereNothingInterruptsTheKeyDoesNotEither() {
    TurnTaker uninterruptible = new TurnTaker(Turns.byKey("none"));
    uninterruptible.on(new FrameHeard(0, true));
    assertThat(uninterruptible.on(new KeyPressed('#'))).isEqualTo(NONE);
  }

  @Test
  void whoIsRemindedOfTheKeyHasNotSpokenInVain() {
    speak(1, "baker street");
    assertThat(caller(silence(8000))).contains(CALLER_SILENT);
    bot(silence(500));
    assertThat(key('#')).isEqualTo(YIELD);
    assertThat(caller(".")).containsExactly(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("baker street");
  }

  @Test
  void whatIsNotUnderstoodYetWhenTheBotIsStoppedIsWaitedFor() {
    caller("s".repeat(20));
    assertThat(bot("..")).containsExactly(SPEECH_ENDED, NONE);
    assertThat(key('#')).isEqualTo(YIELD);
    assertThat(caller(silence(100))).containsOnly(NONE);
    assertThat(words(1, "sales")).isEqualTo(COMMIT_CALLER_TURN);
  }

  @Test
  void aNoiseBeforeTheBotSpokeIsNoTurnWhenItIsStopped() {
    caller("sssss" + silence(1000));
    words(1, "");
    bot("..");
    assertThat(key('#')).isEqualTo(YIELD);
    assertThat(caller(silence(1000))).containsOnly(NONE);
  }

  @Test
  void aRecogniserThatTakesTheTurnForCompleteDoesNotEndIt() {
    caller("s".repeat(20) + silence(200));
    partial(1, "yes");
    turns.on(new TurnEndLikely(1));
    assertThat(caller(silence(3000))).doesNotContain(COMMIT_CALLER_TURN, TURN_LIKELY_OVER);
  }

  @Test
  void settingsBySilenceAreObeyedAtOnce() {
    speak(1, "baker");
    caller("s".repeat(20));
    turns.on(new SettingsChanged(Turns.SETTINGS));
    assertThat(key('#')).as("a key like any other").isEqualTo(NONE);
    caller("s".repeat(20) + silence(700));
    assertThat(words(3, "street")).isEqualTo(COMMIT_CALLER_TURN);
    assertThat(turns.words()).isEqualTo("street");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void withoutTheKeyThereIsNoTurnAndWithoutAKeyNoInterruption(long seed) {
    Random random = new Random(seed);
    boolean floor = false;
    boolean pressed = false;
    List<TurnAction> seen = new ArrayList<>();
    for (int frame = 0; frame < 20_000; frame++) {
      floor = random.nextInt(200) == 0 ? !floor : floor;
      List<TurnAction> now = new ArrayList<>();
      if (random.nextInt(400) == 0) {
        boolean end = random.nextBoolean();
        TurnAction action = key(end ? '#' : '1');
        pressed = end;
        assertThat(action).isNotEqualTo(PAUSE);
        floor &= action != YIELD;
        assertThat(action == COMMIT_CALLER_TURN && !end).isFalse();
        pressed &= action != COMMIT_CALLER_TURN;
        seen.add(action);
      }
      if (random.nextInt(50) == 0) {
        now.add(turns.on(new WordsHeard(
            Math.max(1, turns.utterance() - random.nextInt(2)), "a", random.nextBoolean())));
      }
      float speech = random.nextInt(100) < (frame / 100 % 2 == 0 ? 5 : 90) ? 0.9f : 0.1f;
      now.add(turns.on(new FrameHeard(speech, floor)));
      assertThat(now).doesNotContain(PAUSE, RESUME, YIELD, TURN_LIKELY_OVER);
      if (now.contains(COMMIT_CALLER_TURN)) {
        assertThat(pressed).as("frame %d", frame).isTrue();
        pressed = false;
      }
      seen.addAll(now);
    }
    assertThat(seen).contains(COMMIT_CALLER_TURN, YIELD, SPEECH_BEGAN);
  }

  private void speak(long utterance, String words) {
    assertThat(caller("s".repeat(20) + silence(1300)))
        .contains(SPEECH_BEGAN, SPEECH_ENDED, TURN_NOT_OVER)
        .doesNotContain(COMMIT_CALLER_TURN, TURN_LIKELY_OVER);
    assertThat(words(utterance, words)).isEqualTo(NONE);
  }
}
