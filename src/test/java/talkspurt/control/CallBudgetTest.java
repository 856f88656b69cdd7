package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CostSettled;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.Spending;
import talkspurt.call.TimeLimit;

/** A call that may cost 1000 millionths, in time that stands still until it is moved. */
class CallBudgetTest {

  private static final CallPlan THRIFTY = PLAN.with(TimeLimit.NONE.with(1000));
  private static ActorTestKit system;
  private Bench bench;
  private TestProbe<Instruction> live;
  private volatile Instant now = AT;

  @BeforeAll
  static void start() {
    system = Bench.system();
  }

  @AfterAll
  static void stop() {
    system.shutdownTestKit();
  }

  @BeforeEach
  void prepare() {
    bench = Bench.with(system);
    live = bench.live();
  }

  private static Spending spent(long millionths) {
    return new Spending(Map.of("voice", new Spending.Spent(millionths, Map.of())));
  }

  private static CallCost cost(String line, long millionths) {
    return CallCost.on(line, spent(millionths));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    bench.after(time);
  }

  private void keep(ActorRef<CallCommand> call, long millionths) {
    call.tell(new CallCommand.Attach(
        "A", Optional.empty(), live.ref(), true, bench.asker.ref(), spent(millionths)));
    assertThat(bench.asker.receiveMessage()).isInstanceOf(CallReply.Done.class);
  }

  private ActorRef<CallCommand> listening(CallPlan plan) {
    ActorRef<CallCommand> call = bench.spawn(() -> now);
    bench.ask(call, new CallRequest.Register(plan));
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    bench.ask(
        call, new CallRequest.Report("A", new Fact.SpeechPlayed(0, words("Hello.")), spent(100)));
    live.expectMessageClass(Instruction.Listen.class);
    return call;
  }

  @Test
  void whatIsWrittenAnyhowTakesTheCostAlongAndNothingElseIsWritten() {
    ActorRef<CallCommand> call = listening(PLAN);
    int before = bench.events().size();
    keep(call, 200);
    keep(call, 300);
    keep(call, 250);
    assertThat(bench.events()).hasSize(before);
    bench.ask(call, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    assertThat(bench.events())
        .endsWith(
            new GreetingPlayed(AT, words("Hello."), cost("A", 100)),
            new CallEnded(AT, EndReason.HUNG_UP_BY_REQUEST, cost("A", 300)));
  }

  @Test
  void whatIsToldOfACallThatIsOverIsWrittenOnce() {
    ActorRef<CallCommand> call = listening(PLAN);
    keep(call, 300);
    bench.ask(call, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    bench.ask(call, new CallRequest.LoseLine("A", LineLoss.PEER_CLOSED).spending("A", spent(320)));
    bench.ask(call, new CallRequest.CheckTime(cost("A", 320)));
    Spending told = new Spending(spent(290).byProvider(), AnswerTimes.NONE, 1);
    bench.ask(call, new CallRequest.CheckTime(CallCost.on("A", told)));
    bench.ask(call, new CallRequest.CheckTime(cost("A", 320)));
    assertThat(bench.events())
        .endsWith(
            new CallEnded(AT, EndReason.HUNG_UP_BY_REQUEST, cost("A", 300)),
            new CostSettled(AT, cost("A", 320)),
            new CostSettled(AT, CallCost.on("A", told)));
  }

  @Test
  void theAgentIsToldGoodbyeIsSaidAndTheCallEnds() {
    ActorRef<CallCommand> call = listening(THRIFTY);
    pass(Duration.ofSeconds(40));
    keep(call, 799);
    live.expectNoMessage();
    keep(call, 800);
    pass(Duration.ZERO);
    Instruction.Listen told = live.expectMessageClass(Instruction.Listen.class);
    assertThat(told.plan().limit().left(now)).contains(Duration.ofSeconds(10));
    keep(call, 1000);
    pass(Duration.ZERO);
    live.expectMessageClass(Instruction.Answer.class);
    bench.report(call, "A", new Fact.SpeechPlayed(1, words("Goodbye.")));
    live.expectMessage(new Instruction.HangUp(EndReason.BUDGET_REACHED));
    assertThat(bench.events())
        .endsWith(
            new WrapUpBegan(now, Optional.of(now.plusSeconds(10)), cost("A", 800)),
            new LongestReached(now, true, cost("A", 1000)),
            new GoodbyeBegan(now, 1),
            new ReplyPlayed(now, 1, words("Goodbye.")),
            new CallEnded(now, EndReason.BUDGET_REACHED));
  }

  @Test
  void itEndsTenSecondsLaterWhateverHangs() {
    ActorRef<CallCommand> call = listening(THRIFTY);
    keep(call, 5000);
    pass(Duration.ZERO);
    live.expectMessageClass(Instruction.Answer.class);
    pass(Duration.ofSeconds(9));
    live.expectNoMessage();
    pass(Duration.ofSeconds(1));
    live.expectMessage(new Instruction.HangUp(EndReason.BUDGET_REACHED));
  }

  @Test
  void whatWasSpentOnANodeThatDiedCounts() {
    List<CallEvent> before = List.of(
        new CallRegistered(AT, THRIFTY),
        new LineAttached(AT, "A"),
        new GreetingPlayed(AT, words("Hello."), cost("A", 700)));
    bench.history(before);
    ActorRef<CallCommand> call = bench.spawn(() -> now);
    bench.events(4);
    bench.attach(call, "B", live);
    live.expectMessageClass(Instruction.Listen.class);
    call.tell(new CallCommand.Attach(
        "B", Optional.empty(), live.ref(), true, bench.asker.ref(), spent(300)));
    bench.asker.receiveMessage();
    pass(Duration.ZERO);
    live.expectMessageClass(Instruction.Answer.class);
    assertThat(bench.events()).contains(new LongestReached(now, true, cost("B", 300)));
  }
}
