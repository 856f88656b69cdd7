package talkspurt.media.unannounced;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineEvent;
import talkspurt.media.unannounced.WaitingLine.Outcome;

class WaitingLineTest {

  private static final UUID CALL = new UUID(0, 1);
  private static final int LOOKS = 40;

  private final Directory calls = new Directory();
  private final List<Outcome> told = new ArrayList<>();
  private final WaitingLine line =
      new WaitingLine(CALL, calls, WaitingLine.LOOK_EVERY.multipliedBy(LOOKS));

  WaitingLineTest() {
    line.outcome().thenAccept(told::add);
  }

  @Test
  void aCallOfAnotherNodeIsFoundAtOnce() {
    line.look();
    calls.answer(true);
    assertThat(told).containsExactly(Outcome.CALL_FOUND);
    assertThat(line.waits()).isFalse();
  }

  @Test
  void keysWaitForTheCallAndSoundDoesNot() {
    LineEvent sound = new LineEvent.Heard(AudioFrame.silence(8000));
    LineEvent key = new LineEvent.KeyPressed('5');
    assertThat(line.keeps(sound)).isFalse();
    assertThat(line.keeps(key)).isTrue();
    assertThat(line.keeps(new LineEvent.Announced(CALL))).isTrue();
    line.becomes(Outcome.CALL_FOUND);
    assertThat(line.keeps(sound)).isTrue();
    assertThat(line.keeps(key)).isTrue();
  }

  @Test
  void aCallStartThatComesLaterIsFoundWithoutTheJournal() {
    look(6);
    calls.answer(false);
    assertThat(told).isEmpty();
    calls.here = true;
    look(1);
    assertThat(told).containsExactly(Outcome.CALL_FOUND);
    assertThat(calls.asked).as("times that the journal was read").isEqualTo(1);
  }

  @Test
  void theJournalIsReadFiveTimesAndNoCallIsGivenUpBeforeTheLast() {
    for (int n = 0; n < LOOKS; n++) {
      look(1);
      calls.answerAll(false);
    }
    assertThat(told).isEmpty();
    assertThat(calls.asked).isEqualTo(4);
    look(1);
    assertThat(told).as("while it is read").isEmpty();
    calls.answer(false);
    assertThat(told).containsExactly(Outcome.NOT_ANNOUNCED);
  }

  @Test
  void aCallThatTheLastLookFindsIsFound() {
    look(LOOKS);
    calls.answerAll(false);
    look(1);
    calls.answer(true);
    assertThat(told).containsExactly(Outcome.CALL_FOUND);
  }

  @Test
  void aJournalThatIsSlowIsAskedOnceAtATimeAndWaitedFor() {
    look(LOOKS + 20);
    assertThat(calls.asked).isEqualTo(1);
    calls.answer(false);
    assertThat(told).as("it was asked before the time was over").isEmpty();
    look(1);
    calls.answer(false);
    assertThat(told).containsExactly(Outcome.NOT_ANNOUNCED);
  }

  @Test
  void withoutAJournalTheLineGoesOn() {
    line.look();
    calls.open.remove().completeExceptionally(new IllegalStateException("the database is away"));
    assertThat(told).containsExactly(Outcome.CALL_FOUND);
  }

  @Test
  void theFirstOutcomeCounts() {
    line.look();
    line.becomes(Outcome.GONE);
    calls.answer(true);
    calls.here = true;
    line.look();
    line.becomes(Outcome.CROWDED_OUT);
    assertThat(told).containsExactly(Outcome.GONE);
  }

  @Test
  void withoutAnyTimeItLooksOnce() {
    List<Outcome> became = new ArrayList<>();
    WaitingLine hurried = new WaitingLine(CALL, calls, Duration.ZERO);
    hurried.outcome().thenAccept(became::add);
    hurried.look();
    calls.answer(false);
    assertThat(became).containsExactly(Outcome.NOT_ANNOUNCED);
  }

  private void look(int times) {
    for (int n = 0; n < times; n++) {
      line.look();
    }
  }

  private static final class Directory implements CallDirectory {

    private final Queue<CompletableFuture<Boolean>> open = new ArrayDeque<>();
    private boolean here;
    private int asked;

    @Override
    public boolean here(UUID callId) {
      assertThat(callId).isEqualTo(CALL);
      return here;
    }

    @Override
    public CompletionStage<Boolean> journalled(UUID callId) {
      assertThat(callId).isEqualTo(CALL);
      asked++;
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      open.add(answer);
      return answer;
    }

    void answer(boolean known) {
      open.remove().complete(known);
    }

    void answerAll(boolean known) {
      while (!open.isEmpty()) {
        answer(known);
      }
    }
  }
}
