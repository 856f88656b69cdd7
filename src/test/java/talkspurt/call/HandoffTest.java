package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.and;
import static talkspurt.call.CallSamples.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallRequest.Fact;

class HandoffTest {

  private static final Map<String, String> TO_BILLING =
      Map.of("to", "billing", "from", "main", "summary", "Wants a refund.");
  private static final SpokenText SUMMARY = words("Wants a refund.");

  private static Fact wanted(int turn, String key, Map<String, String> arguments) {
    return new Fact.ToolWanted(turn, key, "handoff", arguments);
  }

  /** The agent of turn 1 hands over, and goes on speaking. */
  private static List<CallEvent> handing() {
    return and(CallSamples.speaking(), new ToolRequested(AT, 1, "k1", "handoff", TO_BILLING));
  }

  private static List<CallEvent> told(List<CallEvent> history, Fact fact) {
    Verdict verdict = fact.askOf(CallState.after(history), AT);
    assertThat(verdict).as(fact.toString()).isInstanceOf(Verdict.Accept.class);
    return ((Verdict.Accept) verdict).events();
  }

  private static List<CallEvent> with(List<CallEvent> history, List<CallEvent> more) {
    List<CallEvent> all = new ArrayList<>(history);
    all.addAll(more);
    return all;
  }

  @Test
  void theNewAgentSpeaksOnceTheOldOnesWordsWereHeard() {
    assertThat(told(CallSamples.speaking(), wanted(1, "k1", TO_BILLING)))
        .containsExactly(new ToolRequested(AT, 1, "k1", "handoff", TO_BILLING));
    List<CallEvent> done = told(handing(), new Fact.SpeechPlayed(1, words("One moment.")));
    assertThat(done)
        .containsExactly(
            new ReplyPlayed(AT, 1, words("One moment.")),
            new ToolReturned(AT, "k1", "done"),
            new HandedOff(AT, 2, "billing", "main", SUMMARY, true));
    CallState state = CallState.after(with(handing(), done));
    assertThat(state.instruction()).isInstanceOfSatisfying(Instruction.Answer.class, answer -> {
      assertThat(answer.turn()).isEqualTo(2);
      assertThat(answer.cue()).isEqualTo(new TurnInput.HandedOff());
      assertThat(answer.history()).hasSize(3);
      assertThat(answer.plan().conduct())
          .isEqualTo(new Conduct("billing", "main", SUMMARY, 1, 1, List.of()));
    });
  }

  @Test
  void aCallerWhoBreaksInIsAnsweredByTheNewAgent() {
    List<CallEvent> barged = and(handing(), new CallerInterrupted(AT, 1, 400));
    List<CallEvent> done = told(barged, new Fact.Yielded(1, words("One")));
    assertThat(done)
        .containsExactly(
            new FloorYielded(AT, 1, words("One")),
            new ToolReturned(AT, "k1", "done"),
            new HandedOff(AT, 2, "billing", "main", SUMMARY, false));
    CallState state = CallState.after(with(barged, done));
    assertThat(state.instruction()).isInstanceOfSatisfying(Instruction.Listen.class, listen -> {
      assertThat(listen.turn()).isEqualTo(2);
      assertThat(listen.plan().conduct().agent()).isEqualTo("billing");
    });
  }

  @Test
  void whereTheTimeIsOverTheNewAgentSaysTheGoodbye() {
    CallPlan plan =
        CallSamples.PLAN.with(new TimeLimit(Duration.ofMinutes(5), Duration.ofSeconds(20)));
    List<CallEvent> late = new ArrayList<>(handing());
    late.set(0, new CallRegistered(AT, plan));
    late.add(new LongestReached(AT.plusSeconds(300)));
    List<CallEvent> done = told(late, new Fact.SpeechPlayed(1, words("One moment.")));
    assertThat(done)
        .endsWith(new HandedOff(AT, 2, "billing", "main", SUMMARY, false), new GoodbyeBegan(AT, 2));
    assertThat(CallState.after(with(late, done)).instruction())
        .isInstanceOfSatisfying(
            Instruction.Answer.class,
            answer -> assertThat(answer.cue()).isEqualTo(new TurnInput.TimeUp()));
  }

  @Test
  void othersAreUntouchedByABargeIn() {
    List<CallEvent> barged = and(CallSamples.errand(), new CallerInterrupted(AT, 1, 400));
    assertThat(told(barged, new Fact.Yielded(1, words("One"))))
        .containsExactly(new FloorYielded(AT, 1, words("One")));
    assertThat(told(CallSamples.errand(), new Fact.SpeechPlayed(1, words("One moment."))))
        .hasAtLeastOneElementOfType(TransferRequested.class);
  }

  @Test
  void instructionsAndToolsThatWereGivenToOneAgentEndWithIt() {
    SessionChange given = new SessionChange(
        Optional.of("Be brief."),
        Optional.of("warm"),
        Optional.of(List.of("end_call")),
        Optional.empty());
    List<CallEvent> changed = and(handing(), new CallEvent.SessionChanged(AT, given));
    List<CallEvent> done = told(changed, new Fact.SpeechPlayed(1, words("One moment.")));
    assertThat(CallState.after(with(changed, done)).file().plan().session())
        .isEqualTo(new SessionChange(
            Optional.empty(), Optional.of("warm"), Optional.empty(), Optional.empty()));
  }

  @Test
  void aHandoffToNobodyIsNone() {
    Verdict nobody =
        wanted(1, "k1", Map.of("to", " ")).askOf(CallState.after(CallSamples.speaking()), AT);
    assertThat(nobody).isEqualTo(Verdict.refuse(Refusal.UNKNOWN_TOOL));
  }

  @Test
  void agentsCannotHandACallerToAndFroForEver() {
    List<CallEvent> history = CallSamples.speaking();
    for (int turn = 1; turn <= Conduct.MOST_IN_A_ROW; turn++) {
      history = with(history, told(history, wanted(turn, "k" + turn, TO_BILLING)));
      history = with(history, told(history, new Fact.SpeechPlayed(turn, words("Well."))));
    }
    int turn = Conduct.MOST_IN_A_ROW + 1;
    Fact once = wanted(turn, "k" + turn, TO_BILLING);
    assertThat(once.askOf(CallState.after(history), AT))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_TOOLS));
    history = with(history, told(history, new Fact.SpeechPlayed(turn, words("Here."))));
    assertThat(CallState.after(history).file().plan().conduct().inARow()).isEqualTo(10);
    history = with(
        history, told(history, new Fact.TurnTaken(turn + 1, new TurnInput.Words(words("Hm?")))));
    Conduct conduct = CallState.after(history).file().plan().conduct();
    assertThat(conduct.inARow()).isZero();
    assertThat(conduct.handoffs()).isEqualTo(10);
    assertThat(conduct.agent()).isEqualTo("billing");
    assertThat(told(history, wanted(turn + 1, "k" + (turn + 1), TO_BILLING))).hasSize(1);
  }

  @Test
  void aCallStartThatComesLateOrAnotherLineChangesNothingOfThat() {
    List<CallEvent> done = told(handing(), new Fact.SpeechPlayed(1, words("One moment.")));
    List<CallEvent> history = with(handing(), done);
    CallState moved = CallState.after(and(
        and(history, CallSamples.lost(LineLoss.NODE_LOST)), new CallEvent.LineAttached(AT, "B")));
    assertThat(moved.file().plan().conduct().agent()).isEqualTo("billing");
    CallState told = CallState.after(and(history, new CallRegistered(AT, CallSamples.PLAN)));
    assertThat(told.file().plan().conduct().agent()).isEqualTo("billing");
    assertThat(told.register(CallSamples.PLAN, AT)).isEqualTo(Verdict.known());
  }
}
