package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.and;
import static talkspurt.call.CallSamples.lost;
import static talkspurt.call.CallSamples.to;
import static talkspurt.call.CallSamples.words;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.CallRequest.Fact;

/** Calls of 60 s, whose agent is told 20 s before. The first line comes 5 s after the call start. */
class TimeLimitTest {

  private static final TimeLimit MINUTE =
      new TimeLimit(Duration.ofSeconds(60), Duration.ofSeconds(20));
  private static final Instant ANSWERED = AT.plusSeconds(5);
  private static final Instant TOLD = ANSWERED.plusSeconds(40);
  private static final Instant OVER = ANSWERED.plusSeconds(60);

  private static final List<CallEvent> EXPECTED =
      List.of(new CallRegistered(AT, PLAN.with(MINUTE)));
  private static final List<CallEvent> GREETING = and(EXPECTED, new LineAttached(ANSWERED, "A"));
  private static final List<CallEvent> LISTENING =
      and(GREETING, new GreetingPlayed(ANSWERED, words("Hello.")));
  private static final List<CallEvent> SPEAKING =
      and(LISTENING, new CallerSaid(ANSWERED, 1, words("Sales, please")));
  private static final List<CallEvent> ERRAND =
      and(SPEAKING, new ToolRequested(ANSWERED, 1, "k1", "transfer_call", to("sales,s,1")));
  private static final List<CallEvent> MOVING =
      and(and(ERRAND, new ReplyPlayed(ANSWERED, 1, words("Yes."))), transfer());
  private static final List<CallEvent> GOODBYE =
      and(and(LISTENING, new LongestReached(OVER)), new GoodbyeBegan(OVER, 1));

  private static CallEvent transfer() {
    return new TransferRequested(ANSWERED, CallSamples.SALES);
  }

  private static Verdict check(List<CallEvent> history, Instant now) {
    return new CallRequest.CheckTime().askOf(CallState.after(history), now);
  }

  private static Verdict tell(List<CallEvent> history, Fact fact) {
    return new CallRequest.Report("A", fact).askOf(CallState.after(history), OVER);
  }

  private static Optional<Instant> due(List<CallEvent> history) {
    return CallState.after(history).timeDue(CallCost.NONE);
  }

  @Test
  void timeCountsFromTheFirstLineOverAllLines() {
    assertThat(due(EXPECTED)).isEmpty();
    assertThat(due(GREETING)).contains(TOLD);
    List<CallEvent> elsewhere = and(
        and(LISTENING, lost(LineLoss.NODE_LOST)), new LineAttached(ANSWERED.plusSeconds(9), "B"));
    assertThat(due(elsewhere)).contains(TOLD);
    assertThat(due(and(LISTENING, lost(LineLoss.NODE_LOST)))).contains(TOLD);
    assertThat(due(and(SPEAKING, new CallerInterrupted(AT, 1, 300)))).contains(TOLD);
    assertThat(due(CallSamples.speaking())).isEmpty();
  }

  @Test
  void anAnnouncementThatComesAfterTheLineBringsItsLimitAndTimeHasPassed() {
    List<CallEvent> late = and(
        List.of(
            new CallRegistered(AT, CallPlan.unannounced("default")),
            new LineAttached(ANSWERED, "A")),
        new CallRegistered(AT.plusSeconds(7), PLAN.with(MINUTE)));
    assertThat(due(late)).contains(TOLD);
    CallState told = CallState.after(and(LISTENING, new WrapUpBegan(TOLD)));
    CallState again = told.after(new CallRegistered(TOLD, PLAN.with(MINUTE)));
    assertThat(again.timeDue(CallCost.NONE)).contains(OVER);
  }

  @Test
  void whoeverAnnouncesTheSameCallAfterTheSettingsHaveChangedIsAnswered() {
    assertThat(new CallRequest.Register(PLAN).askOf(CallState.after(SPEAKING), AT))
        .isEqualTo(Verdict.known());
  }

  @Test
  void theAgentIsToldOnceAndThenTheTimeIsWaitedFor() {
    assertThat(check(SPEAKING, TOLD.minusMillis(1))).isEqualTo(Verdict.known());
    assertThat(check(SPEAKING, TOLD)).isEqualTo(Verdict.accept(new WrapUpBegan(TOLD)));
    List<CallEvent> told = and(SPEAKING, new WrapUpBegan(TOLD));
    assertThat(check(told, OVER.minusMillis(1))).isEqualTo(Verdict.known());
    assertThat(due(told)).contains(OVER);
  }

  @Test
  void theInstructionTellsHowFarTheCallIs() {
    CallState told = CallState.after(and(LISTENING, new WrapUpBegan(TOLD)));
    assertThat(told.instruction().sameWorkAs(CallState.after(LISTENING).instruction()))
        .isFalse();
    TimeLimit limit = told.file().plan().limit();
    assertThat(limit.left(TOLD.plusSeconds(2))).contains(Duration.ofSeconds(18));
    assertThat(limit.left(OVER.plusSeconds(2))).contains(Duration.ZERO);
    assertThat(CallState.after(LISTENING).file().plan().limit().left(TOLD)).isEmpty();
    assertThat(limit.asFarAs(CallState.after(LISTENING).file().plan().limit())).isFalse();
    assertThat(limit.asFarAs(limit.reached(OVER, false))).isFalse();
  }

  @Test
  void aCallThatWasAwayForTheWholeWrapUpSaysGoodbyeAtOnce() {
    assertThat(check(LISTENING, OVER.plusSeconds(3)))
        .isEqualTo(Verdict.accept(
            new LongestReached(OVER.plusSeconds(3)), new GoodbyeBegan(OVER.plusSeconds(3), 1)));
  }

  @Test
  void theCallerIsNotWaitedForAnyMoreButWhatIsBeingSaidIsSaid() {
    assertThat(check(LISTENING, OVER))
        .isEqualTo(Verdict.accept(new LongestReached(OVER), new GoodbyeBegan(OVER, 1)));
    assertThat(check(SPEAKING, OVER)).isEqualTo(Verdict.accept(new LongestReached(OVER)));
    assertThat(check(GREETING, OVER)).isEqualTo(Verdict.accept(new LongestReached(OVER)));
    assertThat(CallState.after(GOODBYE)).isInstanceOf(Speaking.class);
    assertThat(CallState.after(GOODBYE).instruction())
        .isInstanceOfSatisfying(
            Instruction.Answer.class,
            answer -> assertThat(answer.cue()).isEqualTo(new TurnInput.TimeUp()));
  }

  @Test
  void theGoodbyeFollowsWhateverWasBeingSaidHoweverThatEnds() {
    List<CallEvent> speaking = and(SPEAKING, new LongestReached(OVER));
    assertThat(tell(speaking, new Fact.SpeechPlayed(1, words("Yes."))))
        .isEqualTo(
            Verdict.accept(new ReplyPlayed(OVER, 1, words("Yes.")), new GoodbyeBegan(OVER, 2)));
    List<CallEvent> barged = and(speaking, new CallerInterrupted(OVER, 1, 400));
    assertThat(tell(barged, new Fact.Yielded(1, words("Ye"))))
        .isEqualTo(
            Verdict.accept(new FloorYielded(OVER, 1, words("Ye")), new GoodbyeBegan(OVER, 2)));
    List<CallEvent> greeting = and(GREETING, new LongestReached(OVER));
    assertThat(tell(greeting, new Fact.SpeechPlayed(0, words("Hello."))))
        .isEqualTo(
            Verdict.accept(new GreetingPlayed(OVER, words("Hello.")), new GoodbyeBegan(OVER, 1)));
  }

  @Test
  void behindTheGoodbyeIsTheEnd() {
    assertThat(tell(GOODBYE, new Fact.SpeechPlayed(1, words("Goodbye."))))
        .isEqualTo(Verdict.accept(
            new ReplyPlayed(OVER, 1, words("Goodbye.")),
            new CallEnded(OVER, EndReason.LONGEST_REACHED)));
    assertThat(tell(GOODBYE, new Fact.Yielded(1, words("Good"))))
        .isEqualTo(Verdict.accept(
            new FloorYielded(OVER, 1, words("Good")),
            new CallEnded(OVER, EndReason.LONGEST_REACHED)));
  }

  @Test
  void theCallerDoesNotStopTheGoodbyeButIsWrittenDown() {
    assertThat(tell(GOODBYE, new Fact.Interrupted(1, 300))).isEqualTo(Verdict.known());
    assertThat(tell(GOODBYE, new Fact.Yielded(1, SpokenText.NOTHING))).isEqualTo(Verdict.known());
    assertThat(tell(GOODBYE, new Fact.TurnTaken(1, new TurnInput.Keys(new Digits("1")))))
        .isEqualTo(Verdict.known());
    assertThat(tell(GOODBYE, new Fact.TurnTaken(1, new TurnInput.Words(words("Wait")))))
        .isEqualTo(Verdict.accept(new CallerTranscribed(OVER, 1, words("Wait"))));
    assertThat(tell(GOODBYE, new Fact.TurnTaken(2, new TurnInput.Words(words("Wait")))))
        .isEqualTo(Verdict.refuse(Refusal.NOT_NOW));
  }

  @Test
  void noToolIsBegunInTheGoodbye() {
    assertThat(tell(GOODBYE, new Fact.ToolWanted(1, "k1", "transfer_call", to("sales,s,1"))))
        .isEqualTo(Verdict.refuse(Refusal.NOT_NOW));
    assertThat(tell(GOODBYE, new Fact.ToolBegins(1, "t1", "look_up", to("x"))))
        .isEqualTo(Verdict.refuse(Refusal.NOT_NOW));
  }

  @Test
  void aTransferThatWasDecidedHappensThoughItsWordsAreCutShort() {
    List<CallEvent> errand = and(ERRAND, new LongestReached(OVER));
    assertThat(tell(errand, new Fact.SpeechPlayed(1, words("Yes."))))
        .isEqualTo(Verdict.accept(
            new ReplyPlayed(OVER, 1, words("Yes.")),
            new ToolReturned(OVER, "k1", "done"),
            new TransferRequested(OVER, CallSamples.SALES)));
    List<CallEvent> barged = and(errand, new CallerInterrupted(OVER, 1, 400));
    assertThat(tell(barged, new Fact.Yielded(1, words("Ye"))))
        .isEqualTo(Verdict.accept(
            new FloorYielded(OVER, 1, words("Ye")),
            new ToolReturned(OVER, "k1", "done"),
            new TransferRequested(OVER, CallSamples.SALES)));
  }

  @Test
  void aTransferUnderWayIsLetBeAndWhoComesBackHearsTheGoodbye() {
    assertThat(due(MOVING)).isEmpty();
    assertThat(check(MOVING, OVER.plusSeconds(100))).isEqualTo(Verdict.known());
    Instant later = OVER.plusSeconds(30);
    List<CallEvent> back = and(MOVING, new TransferFailed(later, "busy"));
    assertThat(check(back, later)).isEqualTo(Verdict.accept(new LongestReached(later)));
    assertThat(due(and(back, new LongestReached(later)))).contains(later.plusSeconds(10));
  }

  @Test
  void whoComesBackFromATransferOfTheLastSecondsHearsTheGoodbyeToo() {
    List<CallEvent> moving = and(
        and(and(ERRAND, new LongestReached(OVER)), new ReplyPlayed(OVER, 1, words("Yes."))),
        transfer());
    Instant later = OVER.plusSeconds(30);
    List<CallEvent> back = and(moving, new TransferFailed(later, "busy"));
    assertThat(due(back)).contains(TOLD);
    assertThat(check(back, later)).isEqualTo(Verdict.accept(new LongestReached(later)));
    assertThat(due(and(back, new LongestReached(later)))).contains(later.plusSeconds(10));
  }

  @Test
  void tenSecondsAfterTheTimeTheCallIsOverWhateverHangs() {
    Verdict end = Verdict.accept(new CallEnded(OVER.plusSeconds(10), EndReason.LONGEST_REACHED));
    List<CallEvent> speaking = and(SPEAKING, new LongestReached(OVER));
    for (List<CallEvent> history : List.of(
        GOODBYE,
        speaking,
        and(GOODBYE, lost(LineLoss.FAILED)),
        and(speaking, new CallerInterrupted(OVER, 1, 0)))) {
      assertThat(due(history)).contains(OVER.plusSeconds(10));
      assertThat(check(history, OVER.plusMillis(9_999))).isEqualTo(Verdict.known());
      assertThat(check(history, OVER.plusSeconds(10))).isEqualTo(end);
    }
  }
}
