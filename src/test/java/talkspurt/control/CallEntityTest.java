package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Expected;
import talkspurt.call.Instruction;
import talkspurt.call.LineFault;
import talkspurt.call.LineLoss;
import talkspurt.call.NextStep;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.call.Verdict;
import talkspurt.control.CallCommand.Ask;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.text.OutsideText;

class CallEntityTest {

  private static ActorTestKit system;
  private Bench bench;
  private EventSourcedBehaviorTestKit<CallCommand, CallEvent, CallState> call;

  @BeforeAll
  static void start() {
    system = Bench.system();
  }

  @AfterAll
  static void stop() {
    system.shutdownTestKit();
  }

  @BeforeEach
  void startCall() {
    bench = Bench.with(system);
    call = EventSourcedBehaviorTestKit.create(system.system(), bench.behavior());
  }

  @Test
  void whateverTextsItIsToldTheCallGoesOnAndComesBack() {
    OutsideTexts.through(55, 150, texts -> {
      call.clear();
      Map<String, String> variables = many(texts);
      Map<String, String> arguments = many(texts);
      taken(ask(new CallRequest.Register(new CallPlan(
          new PhoneNumber(texts.next()),
          new PhoneNumber(texts.next()),
          texts.next(),
          texts.next(),
          texts.next(),
          texts.next(),
          variables,
          true))));
      taken(call.runCommand(replyTo ->
          new CallCommand.Attach("A", Optional.empty(), bench.live().ref(), false, replyTo)));
      taken(report(new Fact.SegmentPlayed(0, new SpokenText(texts.next()))));
      taken(report(new Fact.SpeechPlayed(0, new SpokenText(texts.next()))));
      taken(report(new Fact.FaultFound(LineFault.NO_INBOUND_FRAMES, texts.next())));
      taken(report(new Fact.TurnTaken(1, new TurnInput.Words(new SpokenText("a" + texts.next())))));
      taken(report(new Fact.ToolBegins(1, "key", "t" + texts.next(), arguments)));
      taken(ask(new CallRequest.ReturnTool("key", texts.next())));
      CallState before = taken(report(new Fact.SpeechPlayed(1, new SpokenText(texts.next()))));
      assertThat(before.file().plan().variables()).hasSameSizeAs(repaired(variables));
      LoggedCall logged = LoggedCall.UNREAD;
      for (Object event : bench.events()) {
        logged = logged.after((CallEvent) event);
      }
      WellFormed.assertAll(logged.entry(bench.callId));
      taken(ask(new CallRequest.End(EndReason.COMPLETED)));
      assertThat(call.restart().state().file().plan()).isEqualTo(before.file().plan());
    });
  }

  private static Map<String, String> many(OutsideTexts texts) {
    Map<String, String> many = new HashMap<>();
    for (int n = 0; n < 100; n++) {
      many.put(n + texts.next(), texts.next());
    }
    return many;
  }

  private static Set<String> repaired(Map<String, String> map) {
    return map.keySet().stream().map(OutsideText::repaired).collect(Collectors.toSet());
  }

  private CommandResultWithReply<CallCommand, CallEvent, CallState, CallReply> report(Fact fact) {
    return ask(new CallRequest.Report("A", fact));
  }

  private static CallState taken(
      CommandResultWithReply<CallCommand, CallEvent, CallState, CallReply> result) {
    assertThat(result.reply()).isInstanceOf(Done.class);
    WellFormed.assertAll(result.events());
    return result.state();
  }

  @Test
  void journalsWhatIsGrantedAndAnswersWithWhereThatLed() {
    var result = ask(new CallRequest.Register(PLAN));
    assertThat(result.events()).containsExactly(new CallRegistered(AT, PLAN));
    assertThat(result.state()).isInstanceOf(Expected.class);
    assertThat(result.reply())
        .isEqualTo(new Done(
            new CallSummary(
                bench.callId,
                "Expected",
                PLAN,
                new Instruction.Await(),
                new NextStep.Reconnect(),
                Bench.NODE,
                result.state().file().tally()),
            false));
  }

  @Test
  void answersWhatItKnowsWithoutWritingItAgain() {
    ask(new CallRequest.Register(PLAN));
    var again = ask(new CallRequest.Register(PLAN));
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(again.reply()).isInstanceOf(Done.class);
  }

  @Test
  void refusesWithTheReasonTheStateGives() {
    ask(new CallRequest.Register(PLAN));
    var refused = ask(new CallRequest.Register(CallPlan.unannounced("other")));
    assertThat(refused.hasNoEvents()).isTrue();
    assertThat(refused.reply()).isEqualTo(new Refused(Refusal.ALREADY_REGISTERED));
  }

  /** One that a line is attached to is not what it was when it is brought back: see CallEntityLifeTest. */
  @Test
  void doesInEveryStateWithoutALineWhatTheStateSays() {
    Map<String, CallState> states = new TreeMap<>(CallSamples.states());
    states.values().removeIf(state -> state.file().attached() || state.equals(CallState.none()));
    assertThat(states)
        .containsOnlyKeys("arrived", "consulting", "expected", "gone", "lost", "moved");
    states.forEach((name, state) -> CallSamples.requests()
        .forEach((asked, request) -> assertObeys(name + ", " + asked, state, request)));
  }

  private void assertObeys(String as, CallState state, CallRequest request) {
    Verdict verdict = request.askOf(state, AT);
    call.initialize(state);
    var result = ask(request);
    List<CallEvent> events = verdict instanceof Verdict.Accept accept ? accept.events() : List.of();
    assertThat(result.events()).as(as).isEqualTo(events);
    assertThat(result.reply())
        .as(as)
        .isEqualTo(
            verdict instanceof Verdict.Refuse refuse
                ? new Refused(refuse.why())
                : new Done(CallSummary.of(bench.callId, result.state(), Bench.NODE), true));
  }

  @Test
  void isBroughtBackAsItWas() {
    ask(new CallRequest.Register(PLAN));
    assertThat(call.restart().state()).isEqualTo(CallSamples.states().get("expected"));
  }

  @Test
  void takesASnapshotEveryFiftyEventsAndKeepsTwoAndAllEvents() {
    ask(new CallRequest.Register(PLAN));
    for (int line = 1; line < 160; line++) {
      String id = "line-" + line;
      call.<CallReply>runCommand(replyTo ->
          new CallCommand.Attach(id, Optional.empty(), bench.live().ref(), false, replyTo));
      ask(new CallRequest.LoseLine(id, LineLoss.FAILED));
    }
    bench.asker.awaitAssert(() -> {
      assertThat(snapshots()).containsExactly(250L, 300L);
      return null;
    });
    assertThat(bench.events()).hasSize(319);
    assertThat(call.restart().state().file().line()).isEqualTo("line-159");
  }

  private List<Long> snapshots() {
    return call.snapshotTestKit().orElseThrow().persistedInStorage(bench.id()).stream()
        .map(snapshot -> snapshot.first().sequenceNr())
        .toList();
  }

  private CommandResultWithReply<CallCommand, CallEvent, CallState, CallReply> ask(
      CallRequest request) {
    return call.runCommand(replyTo -> new Ask(request, replyTo));
  }
}
