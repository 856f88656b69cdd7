package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.turn.TurnAction.PAUSE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Turns;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.WordsHeard;

/** A bot and a caller who speak at times, and a recogniser that takes its own; all by counted frames. */
class TurnTakerOverlapTest {

  private static final int FRAME_MS = 20;
  private static final int NEVER = 1_000_000;

  private record Spoken(int fromMs, int untilMs, String words) {}

  private record Due(int atMs, WordsHeard words) {}

  private final TurnTaker turns = new TurnTaker(Turns.SETTINGS);
  private final List<Due> due = new ArrayList<>();
  private final List<String> committed = new ArrayList<>();
  private int botFromMs;
  private int botMs;
  private int partialMs = NEVER;
  private int finalMs = 100;
  private boolean paused;
  private int overlapMs;

  // ---- an answer at the end of the question

  @ParameterizedTest
  @ValueSource(ints = {1000, 800, 600, 400, 300, 200, 100, 60, 0, -20, -100, -400})
  void yesAboutTheEndOfAQuestionIsAnswerOnce(int beforeMs) {
    for (String said : List.of("yes", "no", "yes okay", "at eight")) {
      for (int lengthMs : List.of(200, 300, 400, 700)) {
        for (int slowMs : List.of(40, 300, 700, 1400, 2500)) {
          for (int partly : List.of(100, NEVER)) {
            assertAnswered(beforeMs, lengthMs, slowMs, partly, said);
          }
        }
      }
    }
  }

  private static void assertAnswered(
      int beforeMs, int lengthMs, int slowMs, int partly, String said) {
    TurnTakerOverlapTest call = new TurnTakerOverlapTest();
    call.bot(0, 3000);
    call.recogniser(partly, slowMs);
    call.run(9000, new Spoken(3000 - beforeMs, 3000 - beforeMs + lengthMs, said));
    assertThat(call.committed)
        .as("%d ms before, for %d ms, known after %d", beforeMs, lengthMs, slowMs)
        .containsExactly(said);
  }

  @ParameterizedTest
  @ValueSource(ints = {2900, 2600, 2400})
  void okayInTheMiddleOfAnAnswerIsNone(int beforeMs) {
    for (int slowMs : List.of(40, 300, 700)) {
      TurnTakerOverlapTest call = new TurnTakerOverlapTest();
      call.bot(0, 3000);
      call.recogniser(NEVER, slowMs);
      call.run(9000, new Spoken(3000 - beforeMs, 3200 - beforeMs, "okay"));
      assertThat(call.committed).as("known after %d ms", slowMs).isEmpty();
    }
  }

  @Test
  void aCoughAtTheEndOfAQuestionIsNoAnswerHoweverLateThatIsKnown() {
    for (int slowMs : List.of(40, 700, 1400)) {
      TurnTakerOverlapTest call = new TurnTakerOverlapTest();
      call.bot(0, 3000);
      call.recogniser(NEVER, slowMs);
      call.run(7000, new Spoken(2600, 2800, ""));
      assertThat(call.committed).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsKnownTooLateIsNotWaitedForForEver() {
    bot(0, 3000);
    recogniser(NEVER, 5000);
    run(9500, new Spoken(2600, 2900, "yes"));
    assertThat(committed).isEmpty();
  }

  @Test
  void aCallerWhoGoesOnBeforeTheAnswerIsKnownIsGivenOneTurn() {
    for (int goesOnMs : List.of(3700, 4020)) {
      TurnTakerOverlapTest call = new TurnTakerOverlapTest();
      call.bot(0, 3000);
      call.recogniser(NEVER, 1000);
      call.run(
          9000, new Spoken(2500, 2800, "yes"), new Spoken(goesOnMs, goesOnMs + 600, "for two"));
      assertThat(call.committed).as("at %d ms", goesOnMs).containsExactly("yes for two");
    }
  }

  // ---- a caller who goes on while the agent thinks

  @ParameterizedTest
  @CsvSource({
    "-1000", "-600", "-400", "-200", "-100", "-60", "-20", "0", "20", "60", "100", "200", "400"
  })
  void whoGoesOnAboutTheTimeOfTheAnswerIsNotTalkedOver(int afterAnswerMs) {
    for (String said : List.of("it is nine main street", "sales", "yes but two")) {
      for (int lengthMs : List.of(400, 1000, 2000)) {
        for (int slowMs : List.of(40, 300, 700, 1400)) {
          for (int partly : List.of(200, NEVER)) {
            assertHeardOut(afterAnswerMs, lengthMs, slowMs, partly, said);
          }
        }
      }
    }
  }

  private static void assertHeardOut(
      int afterAnswerMs, int lengthMs, int slowMs, int partly, String said) {
    TurnTakerOverlapTest call = new TurnTakerOverlapTest();
    call.bot(5000, 6000);
    call.recogniser(partly, slowMs);
    int from = 5000 + afterAnswerMs;
    call.run(
        16_000,
        new Spoken(500, 1500, "i have a new address"),
        new Spoken(from, from + lengthMs, said));
    String as = "goes on %d ms after the answer began, for %d ms, known after %d"
        .formatted(afterAnswerMs, lengthMs, slowMs);
    assertThat(call.committed).as(as).containsExactly("i have a new address", said);
    assertThat(call.overlapMs).as(as).isLessThanOrEqualTo(140);
  }

  // ---- the call

  private void bot(int fromMs, int lengthMs) {
    botFromMs = fromMs;
    botMs = lengthMs;
  }

  private void recogniser(int partlyAfterMs, int finallyAfterMs) {
    partialMs = partlyAfterMs;
    finalMs = finallyAfterMs;
  }

  private void run(int untilMs, Spoken... caller) {
    for (int now = 0; now < untilMs; now += FRAME_MS) {
      int at = now;
      boolean botSpeaks = now >= botFromMs && botMs > 0;
      boolean voice = Stream.of(caller).anyMatch(each -> at >= each.fromMs && at < each.untilMs);
      act(now, turns.on(new FrameHeard(voice ? 0.9f : 0.1f, botSpeaks)), caller);
      if (botSpeaks && botMs > 0 && !paused) {
        botMs -= FRAME_MS;
        overlapMs += voice ? FRAME_MS : 0;
      }
      List<Due> known = due.stream().filter(each -> each.atMs <= at).toList();
      due.removeAll(known);
      known.forEach(each -> act(at, turns.on(each.words), caller));
    }
  }

  private void act(int now, TurnAction action, Spoken... caller) {
    switch (action) {
      case SPEECH_BEGAN, PAUSE -> {
        paused |= action == PAUSE;
        later(now + partialMs, said(now, caller), false);
      }
      case SPEECH_ENDED -> later(now + finalMs, said(now, caller), true);
      case RESUME -> paused = false;
      case YIELD -> {
        paused = false;
        botMs = 0;
      }
      case COMMIT_CALLER_TURN -> committed.add(turns.words());
      case TURN_LIKELY_OVER, TURN_NOT_OVER, CALLER_SILENT, NONE -> {}
    }
  }

  private void later(int atMs, String words, boolean last) {
    due.add(new Due(atMs, new WordsHeard(turns.utterance(), words, last)));
  }

  /** What the caller has begun to say last. */
  private static String said(int now, Spoken... caller) {
    String said = "";
    for (Spoken each : caller) {
      said = each.fromMs <= now ? each.words : said;
    }
    return said;
  }
}
