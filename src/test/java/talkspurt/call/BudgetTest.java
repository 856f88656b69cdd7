package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.and;
import static talkspurt.call.CallSamples.words;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.WrapUpBegan;

/** Calls that may cost 1000 millionths, and take as long as they like unless it is said. */
class BudgetTest {

  private static final TimeLimit BUDGET = TimeLimit.NONE.with(1000);
  private static final Instant NOW = AT.plusSeconds(80);
  private static final List<CallEvent> LISTENING = listening(BUDGET);
  private static final List<CallEvent> SPEAKING =
      and(LISTENING, new CallerSaid(AT, 1, words("Hours?")));

  private static List<CallEvent> listening(TimeLimit limit) {
    return List.of(
        new CallRegistered(AT, PLAN.with(limit)),
        new LineAttached(AT, "A"),
        new GreetingPlayed(AT, words("Hello.")));
  }

  private static CallCost cost(long millionths) {
    return CallCost.on(
        "A", new Spending(Map.of("voice", new Spending.Spent(millionths, Map.of()))));
  }

  private static Verdict check(List<CallEvent> history, long cost, Instant now) {
    return new CallRequest.CheckTime(cost(cost)).askOf(CallState.after(history), now);
  }

  private static WrapUpBegan wrapUp(Instant until) {
    return new WrapUpBegan(NOW, Optional.of(until), CallCost.NONE);
  }

  private static LongestReached spent(Instant at) {
    return new LongestReached(at, true, CallCost.NONE);
  }

  @Test
  void nothingIsDueBeforeFourFifthsAreUsedUp() {
    assertThat(check(LISTENING, 799, NOW)).isEqualTo(Verdict.known());
    assertThat(CallState.after(LISTENING).timeDue(cost(799))).isEmpty();
    assertThat(check(listening(TimeLimit.NONE), 1_000_000, NOW)).isEqualTo(Verdict.known());
  }

  @Test
  void theAgentIsToldOnceWithTheTimeThatIsLeftAtThisPace() {
    assertThat(check(SPEAKING, 800, NOW)).isEqualTo(Verdict.accept(wrapUp(NOW.plusSeconds(20))));
    List<CallEvent> told = and(SPEAKING, wrapUp(NOW.plusSeconds(20)));
    assertThat(check(told, 999, NOW)).isEqualTo(Verdict.known());
    TimeLimit limit = CallState.after(told).file().plan().limit();
    assertThat(limit.left(NOW.plusSeconds(5))).contains(Duration.ofSeconds(15));
    assertThat(limit.left(NOW.plusSeconds(50))).contains(Duration.ZERO);
  }

  @Test
  void itEndsAsACallDoesThatTookAsLongAsItMay() {
    assertThat(check(LISTENING, 1000, NOW))
        .isEqualTo(Verdict.accept(spent(NOW), new GoodbyeBegan(NOW, 1)));
    assertThat(check(SPEAKING, 5000, NOW)).isEqualTo(Verdict.accept(spent(NOW)));
    List<CallEvent> over = and(LISTENING, spent(NOW));
    CallState goodbye = CallState.after(and(over, new GoodbyeBegan(NOW, 1)));
    assertThat(goodbye.speechPlayed(1, words("Bye."), NOW))
        .isEqualTo(Verdict.accept(
            new ReplyPlayed(NOW, 1, words("Bye.")), new CallEnded(NOW, EndReason.BUDGET_REACHED)));
    assertThat(goodbye.next()).isEqualTo(new NextStep.Reconnect());
    assertThat(goodbye.after(new CallEnded(NOW, EndReason.BUDGET_REACHED)).next())
        .isEqualTo(new NextStep.HangUp());
  }

  @Test
  void itEndsTenSecondsLaterWhateverHangs() {
    List<CallEvent> over = and(SPEAKING, spent(NOW));
    Instant hardEnd = NOW.plusSeconds(10);
    assertThat(CallState.after(over).timeDue(cost(9000))).contains(hardEnd);
    assertThat(check(over, 9000, hardEnd.minusMillis(1))).isEqualTo(Verdict.known());
    assertThat(check(over, 9000, hardEnd))
        .isEqualTo(Verdict.accept(new CallEnded(hardEnd, EndReason.BUDGET_REACHED)));
    assertThat(CallState.after(over).file().plan().limit().hardEnd()).contains(hardEnd);
  }

  /** Bots end what is over by themselves, and know of one reason. */
  @Test
  void whoEndsItForItsLimitNeedNotKnowWhich() {
    CallRequest end = new CallRequest.End(EndReason.LONGEST_REACHED);
    assertThat(end.askOf(CallState.after(and(SPEAKING, spent(NOW))), NOW))
        .isEqualTo(Verdict.accept(new CallEnded(NOW, EndReason.BUDGET_REACHED)));
    assertThat(end.askOf(CallState.after(and(SPEAKING, new LongestReached(NOW))), NOW))
        .isEqualTo(Verdict.accept(new CallEnded(NOW, EndReason.LONGEST_REACHED)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whicheverIsUsedUpFirstEndsTheCall(boolean time) {
    List<CallEvent> both =
        listening(new TimeLimit(Duration.ofSeconds(60), Duration.ofSeconds(20)).with(1000));
    Instant at = AT.plusSeconds(time ? 60 : 30);
    assertThat(check(both, time ? 700 : 1000, at))
        .isEqualTo(
            Verdict.accept(new LongestReached(at, !time, CallCost.NONE), new GoodbyeBegan(at, 1)));
    assertThat(check(both, 700, AT.plusSeconds(40)))
        .isEqualTo(Verdict.accept(new WrapUpBegan(AT.plusSeconds(40))));
  }

  @Test
  void whatWasWrittenAndWhatIsToldCountTogether() {
    List<CallEvent> before = and(
        and(SPEAKING, new ReplyPlayed(AT, 1, words("Nine."), cost(600))),
        new LineAttached(AT, "B"));
    CallCost onB =
        CallCost.on("B", new Spending(Map.of("agent", new Spending.Spent(400, Map.of()))));
    assertThat(new CallRequest.CheckTime(onB).askOf(CallState.after(before), NOW))
        .isEqualTo(Verdict.accept(spent(NOW), new GoodbyeBegan(NOW, 2)));
    assertThat(CallState.after(before).timeDue(onB)).contains(Instant.EPOCH);
  }

  @Test
  void aTransferUnderWayAndACallThatIsOverAreLetBe() {
    List<CallEvent> moving = and(LISTENING, new TransferRequested(AT, CallSamples.SALES));
    assertThat(check(moving, 5000, NOW)).isEqualTo(Verdict.known());
    List<CallEvent> ended = and(LISTENING, new CallEnded(AT, EndReason.COMPLETED));
    assertThat(check(ended, 5000, NOW)).isEqualTo(Verdict.known());
  }

  @Test
  void anAnnouncementThatComesLateKeepsWhatHasHappened() {
    CallState told = CallState.after(and(SPEAKING, wrapUp(NOW.plusSeconds(20))));
    CallState again = told.after(new CallRegistered(NOW, PLAN.with(BUDGET)));
    assertThat(again.timeDue(cost(900))).isEmpty();
    assertThat(again.file().plan().limit().left(NOW)).contains(Duration.ofSeconds(20));
    CallState lifted = told.after(new CallRegistered(NOW, PLAN));
    assertThat(lifted.timeDue(cost(9000))).isEmpty();
  }
}
