package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.LineFault;
import talkspurt.call.LineLoss;
import talkspurt.call.Spending;

class CallDetailsTest {

  private static final Instant AT = CallSamples.AT;

  private final List<CallEvent> events = new ArrayList<>(List.of(
      new CallRegistered(AT, CallSamples.PLAN),
      new LineAttached(AT, "A"),
      new GreetingPlayed(at(1), CallSamples.words("Hello."))));

  private static Instant at(int seconds) {
    return AT.plusSeconds(seconds);
  }

  private static CallCost cost(int answers, long ms, long millionths) {
    return CallCost.on(
        "A",
        new Spending(
            Map.of("voice", new Spending.Spent(millionths, Map.of("characters", 7L))),
            new AnswerTimes(answers, ms)));
  }

  private LoggedCall after(CallEvent... more) {
    events.addAll(List.of(more));
    LoggedCall call = LoggedCall.UNREAD;
    for (CallEvent event : events) {
      call = call.after(event);
    }
    return call;
  }

  @Test
  void aTurnHasWhatTheCallerDidAndWaited() {
    CallDetails details = after(
            new CallerSaid(at(3), 1, CallSamples.words("My bill?")),
            new CallerInterrupted(at(5), 1, 300),
            new FloorKept(at(6), 1),
            new CallerInterrupted(at(7), 1, 900),
            new FloorYielded(at(8), 1, CallSamples.words("Your"), cost(1, 700, 5)),
            new CallerKeptSilent(at(20), 2, 1),
            new ReplyPlayed(at(22), 2, CallSamples.words("Still there?"), cost(2, 1500, 9)))
        .details();
    assertThat(details.turns().get(0).by()).isEqualTo(CallTurn.By.GREETING);
    assertThat(details.turns().get(0).repliedAt()).contains(at(1));
    assertThat(details.turns().get(1))
        .isEqualTo(new CallTurn(
            CallTurn.By.VOICE,
            Optional.of(at(3)),
            Optional.of(at(8)),
            new AnswerTimes(1, 700),
            2,
            1,
            1,
            900,
            5));
    assertThat(details.turns().get(2))
        .isEqualTo(new CallTurn(
            CallTurn.By.SILENCE,
            Optional.of(at(20)),
            Optional.of(at(22)),
            new AnswerTimes(1, 800),
            0,
            0,
            0,
            0,
            9));
    assertThat(details.costs())
        .containsOnly(Map.entry("voice", new Spending.Spent(9, Map.of("characters", 7L))));
  }

  @Test
  void aStoryTellsWhatTheCallHadCostByTheEndOfEachTurn() {
    after(
        new CallerSaid(at(3), 1, CallSamples.words("My bill?")),
        new ReplyPlayed(at(8), 1, CallSamples.words("Your"), cost(1, 700, 5)),
        new CallerSaid(at(9), 2, CallSamples.words("Bye.")),
        new ReplyPlayed(at(11), 2, CallSamples.words("Bye."), CallCost.NONE),
        new CallEnded(at(12), EndReason.COMPLETED, cost(2, 1500, 9)));
    assertThat(new CallStory("id", events, CallState.after(events)).costByTurn())
        .isEqualTo(Map.of(1, 5L, 2, 9L));
  }

  @Test
  void speechThatWasNotHeardYetIsNotBrokenInto() {
    CallDetails details = after(
            new CallerSaid(at(3), 1, CallSamples.words("My bill?")),
            new CallerInterrupted(at(5), 1, 0),
            new FloorYielded(at(8), 1, CallSamples.words(""), cost(1, 700, 5)))
        .details();
    assertThat(details.turns().get(1).pauses()).isEqualTo(1);
    assertThat(details.turns().get(1).bargeIns()).isZero();
  }

  @Test
  void toolsHaveTheirTimesAndFaultsTheirEnd() {
    CallDetails details = after(
            new CallerSaid(at(3), 1, CallSamples.words("My bill?")),
            new ToolRequested(at(4), 1, "k1", "look_up", Map.of("name", "Ann")),
            new LineFaultFound(at(4), "A", LineFault.WRONG_RATE, "seen"),
            new ToolReturned(at(6), "k1", "{}"),
            new VoiceFailed(at(6), 1, CallSamples.failure(1)),
            new LineFaultCleared(at(7), "A", LineFault.WRONG_RATE),
            new LineLost(at(9), "A", LineLoss.NODE_LOST))
        .details();
    assertThat(details.tools())
        .containsExactly(
            Map.entry(5L, new CallTool("k1", 1, "look_up", at(4), Optional.of(at(6)))));
    assertThat(details.faults().values())
        .extracting(CallFault::name)
        .containsExactly("wrong-rate", "voice-failed", "line-lost");
    assertThat(details.faults().get(6L).clearedAt()).contains(at(7));
    assertThat(details.faults().get(8L).provider()).isEqualTo("chat");
    assertThat(details.faults().get(8L).turn()).contains(1);
    assertThat(details.faults().get(10L).kind()).isEqualTo("node-lost");
  }

  @Test
  void wordsAreThereOnceTheCallIsOver() {
    assertThat(after(new CallerSaid(at(3), 1, CallSamples.words("My bill?")))
            .details()
            .said())
        .isEmpty();
    assertThat(after(new CallEnded(at(9), EndReason.COMPLETED)).details().said())
        .extracting(entry -> entry.words().text())
        .containsExactly("Hello.", "My bill?");
  }

  @Test
  void everyFailureHasANameThatIsKnown() {
    for (RandomCalls calls = new RandomCalls(4); events.size() < 500; ) {
      events.addAll(calls.next());
    }
    events.stream()
        .filter(CallEvent::wentWrong)
        .forEach(
            event -> assertThat(CallFault.of(event).orElseThrow().name()).isIn(CallFault.names()));
    assertThat(CallFault.names()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsWrittenIsWhatHasChanged() {
    LoggedCall first = after(new CallerSaid(at(3), 1, CallSamples.words("My bill?")));
    LoggedCall then = after(
        new VoiceFailed(at(4), 1, CallSamples.failure(1)),
        new ReplyPlayed(at(5), 1, CallSamples.words("Yes."), cost(1, 500, 3)));
    CallChanges changes = new CallChanges(then.events(), first.details(), then.details());
    assertThat(changes.whole()).isFalse();
    assertThat(changes.turns()).containsOnlyKeys(1);
    assertThat(changes.faults()).containsOnlyKeys(5L);
    assertThat(changes.tools()).isEmpty();
    assertThat(changes.costs()).containsOnlyKeys("voice");
    assertThat(changes.said()).isFalse();
    CallChanges before = new CallChanges(first.events(), CallDetails.NONE, first.details());
    assertThat(before.whole()).isTrue();
    CallChanges all = before.and(changes);
    assertThat(all).isEqualTo(new CallChanges(then.events(), CallDetails.NONE, then.details()));
    assertThat(all.whole()).isTrue();
    LoggedCall again = after(new VoiceFailed(at(6), 1, CallSamples.failure(2)));
    CallChanges more = new CallChanges(again.events(), then.details(), again.details());
    assertThat(more.faults()).containsOnlyKeys(7L);
    assertThat(more.firstOfCall(7)).isFalse();
    assertThat(more.firstOfCall(5)).isTrue();
  }
}
