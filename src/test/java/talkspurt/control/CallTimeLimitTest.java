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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.TimeLimit;
import talkspurt.call.TurnInput;

/** A call of 60 s whose agent is told 20 s before, in time that stands still until it is moved. */
class CallTimeLimitTest {

  private static final CallPlan MINUTE =
      PLAN.with(new TimeLimit(Duration.ofSeconds(60), Duration.ofSeconds(20)));
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

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
    bench.after(Duration.ofSeconds(seconds));
  }

  private ActorRef<CallCommand> listening() {
    ActorRef<CallCommand> call = bench.spawn(() -> now);
    bench.ask(call, new CallRequest.Register(MINUTE));
    pass(5);
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    bench.report(call, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    live.expectMessageClass(Instruction.Listen.class);
    return call;
  }

  @Test
  void tellsTheAgentInTimeSaysGoodbyeAndEnds() {
    ActorRef<CallCommand> call = listening();
    pass(39);
    live.expectNoMessage();
    pass(1);
    Instruction.Listen told = live.expectMessageClass(Instruction.Listen.class);
    assertThat(told.plan().limit().left(now)).contains(Duration.ofSeconds(20));
    pass(20);
    Instruction.Answer goodbye = live.expectMessageClass(Instruction.Answer.class);
    assertThat(goodbye.cue()).isEqualTo(new TurnInput.TimeUp());
    pass(3);
    bench.report(call, "A", new Fact.SpeechPlayed(1, words("Goodbye.")));
    live.expectMessage(new Instruction.HangUp(EndReason.LONGEST_REACHED));
    assertThat(bench.events())
        .endsWith(
            new WrapUpBegan(AT.plusSeconds(45)),
            new LongestReached(AT.plusSeconds(65)),
            new GoodbyeBegan(AT.plusSeconds(65), 1),
            new ReplyPlayed(AT.plusSeconds(68), 1, words("Goodbye.")),
            new CallEnded(AT.plusSeconds(68), EndReason.LONGEST_REACHED));
  }

  @Test
  void endsTenSecondsAfterTheTimeWhateverHangs() {
    listening();
    pass(40);
    live.expectMessageClass(Instruction.Listen.class);
    pass(20);
    live.expectMessageClass(Instruction.Answer.class);
    pass(9);
    live.expectNoMessage();
    pass(1);
    live.expectMessage(new Instruction.HangUp(EndReason.LONGEST_REACHED));
  }

  @Test
  void theRestOfTheTimeHoldsAfterANodeDied() {
    bench.history(List.of(
        new CallRegistered(AT, MINUTE),
        new LineAttached(AT, "A"),
        new GreetingPlayed(AT, words("Hello."))));
    now = AT.plusSeconds(30);
    ActorRef<CallCommand> call = bench.spawn(() -> now);
    bench.events(4);
    bench.attach(call, "B", live);
    live.expectMessageClass(Instruction.Listen.class);
    pass(10);
    live.expectMessageClass(Instruction.Listen.class);
    pass(20);
    live.expectMessageClass(Instruction.Answer.class);
    assertThat(bench.events())
        .contains(new LineLost(AT.plusSeconds(30), "A", LineLoss.NODE_LOST))
        .endsWith(
            new WrapUpBegan(AT.plusSeconds(40)),
            new LongestReached(AT.plusSeconds(60)),
            new GoodbyeBegan(AT.plusSeconds(60), 1));
  }

  @Test
  void aClockThatIsBehindTheTimersIsWaitedFor() {
    listening();
    bench.after(Duration.ofSeconds(40));
    live.expectNoMessage();
    now = now.plusSeconds(40);
    bench.after(Duration.ofSeconds(40));
    live.expectMessageClass(Instruction.Listen.class);
  }

  @Test
  void aCallWithoutALimitGoesOn() {
    ActorRef<CallCommand> call = bench.spawn(() -> now);
    bench.ask(call, new CallRequest.Register(PLAN));
    bench.attach(call, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    pass(100_000);
    live.expectNoMessage();
  }
}
