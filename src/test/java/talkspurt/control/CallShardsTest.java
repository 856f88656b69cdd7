package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.TurnInput;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;
import talkspurt.telemetry.Metrics;

@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class CallShardsTest {

  private static Config server;
  private static Node node;
  private final UUID callId = UUID.randomUUID();

  CallShardsTest(TestDatabase.Product product) {
    assertThat(product).isNotNull();
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    server = product.make("shards");
    node = Node.start(server);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  void leadToTheCallWhereverItIs() {
    TestProbe<Instruction> live = node.live();
    node.ask(callId, new CallRequest.Register(PLAN));
    node.attach(callId, "A", live);
    live.expectMessageClass(Instruction.Greet.class);
    node.report(callId, "A", new Fact.SpeechPlayed(0, words("Hello.")));
    live.expectMessageClass(Instruction.Listen.class);
    Done done =
        (Done) node.report(callId, "A", new Fact.TurnTaken(1, new TurnInput.Words(words("hi"))));
    assertThat(done.call().state()).isEqualTo("Speaking");
    assertThat(done.call().callId()).isEqualTo(callId.toString());
  }

  @Test
  void takeStrangersIfAsked() {
    CallReply refused =
        Node.answer(node.calls.attach(callId, "A", Optional.empty(), node.live().ref()));
    assertThat(refused).isEqualTo(new Refused(Refusal.NOT_ANNOUNCED));
    Optional<CallPlan> plan = Optional.of(CallPlan.unannounced("default"));
    CallReply taken =
        Node.answer(node.calls.attach(callId, "A", plan, node.live().ref()));
    assertThat(taken).isInstanceOf(Done.class);
  }

  @Test
  void forgetCallsThatAreOverAndThoseThatNeverWere() {
    UUID unknown = UUID.randomUUID();
    node.ask(callId, new CallRequest.Register(PLAN));
    assertThat(node.housed()).contains(callId.toString());
    assertThat(node.ask(unknown, new CallRequest.End(EndReason.COMPLETED)))
        .isEqualTo(new Refused(Refusal.UNKNOWN_CALL));
    node.ask(callId, new CallRequest.End(EndReason.COMPLETED));
    node.eventually(
        () -> assertThat(node.housed()).doesNotContain(callId.toString(), unknown.toString()));
    assertThat(node.ask(callId, new CallRequest.Register(PLAN))).isInstanceOf(Done.class);
  }

  @Test
  void loseNothingThatIsAskedWhileACallIsForgotten() {
    for (int time = 0; time < 30; time++) {
      UUID id = UUID.randomUUID();
      var refused = node.calls.ask(id, new CallRequest.End(EndReason.COMPLETED));
      var granted = node.calls.ask(id, new CallRequest.Register(PLAN));
      assertThat(Node.answer(refused)).isInstanceOf(Refused.class);
      assertThat(Node.answer(granted)).isInstanceOf(Done.class);
      assertThat(node.ask(id, new CallRequest.Register(PLAN))).isInstanceOf(Done.class);
      assertThat(node.housed()).contains(id.toString());
    }
  }

  @Test
  void areReadyWhereCallsCanBeAsked() {
    node.eventually(() -> assertThat(Node.answer(node.calls.problem())).isEmpty());
  }

  @Test
  void areNotReadyBeforeTheNodeIsUpNorWhereNobodyHousesCalls() {
    Config config = ConfigFactory.parseString("""
            akka.cluster.roles = []
            akka.cluster.sharding.healthcheck.disabled-after = 1 hour
            """).withFallback(NodeConfig.h2Memory("homeless"));
    ActorTestKit homeless = ActorTestKit.create("homeless", config);
    try {
      CallShards calls = CallShards.start(
          homeless.system(),
          new CallSettings(
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          Optional.of(Duration.ofSeconds(3)),
          InstantSource.fixed(CallSamples.AT),
          new Metrics());
      assertThat(Node.answer(calls.problem()).orElseThrow()).startsWith("member is");
      Cluster cluster = Cluster.get(homeless.system());
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
      node.eventually(() ->
          assertThat(Node.answer(calls.problem()).orElseThrow()).startsWith("not registered"));
    } finally {
      homeless.shutdownTestKit();
    }
  }

  @Test
  void failWhenNobodyAnswersInTime() {
    ActorTestKit alone = ActorTestKit.create("alone", NodeConfig.h2Memory("alone"));
    try {
      CallSettings impatient = new CallSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofSeconds(1));
      CallShards calls = CallShards.start(
          alone.system(),
          impatient,
          Optional.of(Duration.ofSeconds(3)),
          InstantSource.fixed(CallSamples.AT),
          new Metrics());
      assertThat(calls.ask(callId, new CallRequest.Register(PLAN)))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TimeoutException.class);
    } finally {
      alone.shutdownTestKit();
    }
  }
}
