package talkspurt.control;

import static talkspurt.call.CallSamples.AT;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.ClusterSharding.Passivate;
import akka.cluster.sharding.typed.javadsl.ClusterSharding.ShardCommand;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.telemetry.Traces;

/** One call at a time on a bench: its shard, its door and its live halves are probes. */
final class Bench {

  static final CallSettings SETTINGS = new CallSettings(
      Duration.ofSeconds(60),
      Duration.ofSeconds(20),
      Duration.ofSeconds(3),
      Duration.ofSeconds(45),
      Duration.ofSeconds(45),
      Duration.ofSeconds(3),
      Duration.ofSeconds(30));

  static final String NODE = "akka://bench@192.0.2.1:2552";

  final ActorTestKit kit;
  final ManualTime time;
  final PersistenceTestKit journal;
  final TestProbe<ShardCommand> shard;
  final TestProbe<CallCommand> door;
  final TestProbe<CallReply> asker;
  final LiveCalls calls = new LiveCalls();
  volatile boolean mayWrite = true;
  final String callId = UUID.randomUUID().toString();

  private Bench(ActorTestKit kit) {
    this.kit = kit;
    this.time = ManualTime.get(kit.system());
    this.journal = PersistenceTestKit.create(kit.system());
    this.shard = kit.createTestProbe(ShardCommand.class);
    this.door = kit.createTestProbe(CallCommand.class);
    this.asker = kit.createTestProbe(CallReply.class);
  }

  /** A system whose journal is in memory and whose time stands still. */
  static ActorTestKit system() {
    return ActorTestKit.create(
        "bench",
        ManualTime.config()
            .withFallback(EventSourcedBehaviorTestKit.config())
            .withFallback(ConfigFactory.parseString("""
                    akka.actor.provider = local
                    akka.persistence.journal.auto-start-journals = []
                    akka.persistence.snapshot-store.auto-start-snapshot-stores = []
                    """))
            .withFallback(NodeConfig.h2Memory("bench")));
  }

  /** A call of which nothing is known. */
  static Bench with(ActorTestKit kit) {
    return new Bench(kit);
  }

  Behavior<CallCommand> behavior() {
    return behavior(InstantSource.fixed(AT));
  }

  private Behavior<CallCommand> behavior(InstantSource clock) {
    return CallEntity.create(
        new EntityContext<>(CallEntity.TYPE, callId, shard.ref()),
        door.ref(),
        new NodeContext(NODE, calls, () -> mayWrite, Traces.off()),
        SETTINGS,
        clock);
  }

  ActorRef<CallCommand> spawn() {
    return kit.spawn(behavior());
  }

  /** The same, with a clock that tells more than one time. */
  ActorRef<CallCommand> spawn(InstantSource clock) {
    return kit.spawn(behavior(clock));
  }

  /** What has happened to the call before. */
  Bench history(List<? extends CallEvent> events) {
    journal.persistForRecovery(id(), List.copyOf(events));
    return this;
  }

  List<Object> events() {
    return journal.persistedInStorage(id());
  }

  /** Waits until so many events are in the journal. */
  List<Object> events(int count) {
    return asker.awaitAssert(() -> {
      List<Object> now = events();
      if (now.size() != count) {
        throw new AssertionError(count + " events are not yet in " + now);
      }
      return now;
    });
  }

  String id() {
    return CallEntity.persistenceId(callId).id();
  }

  CallReply ask(ActorRef<CallCommand> call, CallRequest request) {
    call.tell(new CallCommand.Ask(request, asker.ref()));
    return asker.receiveMessage();
  }

  CallReply report(ActorRef<CallCommand> call, String line, Fact fact) {
    return ask(call, new CallRequest.Report(line, fact));
  }

  CallReply attach(ActorRef<CallCommand> call, String line, TestProbe<Instruction> live) {
    call.tell(new CallCommand.Attach(line, Optional.empty(), live.ref(), false, asker.ref()));
    return asker.receiveMessage();
  }

  CallReply attachStranger(ActorRef<CallCommand> call, String line, TestProbe<Instruction> live) {
    Optional<CallPlan> plan = Optional.of(CallPlan.unannounced("default"));
    call.tell(new CallCommand.Attach(line, plan, live.ref(), false, asker.ref()));
    return asker.receiveMessage();
  }

  /** A line says that it still carries the call. */
  CallReply keep(ActorRef<CallCommand> call, String line, TestProbe<Instruction> live) {
    call.tell(new CallCommand.Attach(line, Optional.empty(), live.ref(), true, asker.ref()));
    return asker.receiveMessage();
  }

  TestProbe<Instruction> live() {
    return kit.createTestProbe(Instruction.class);
  }

  void expectLeave(ActorRef<CallCommand> call) {
    shard.expectMessage(new Passivate<>(call));
  }

  void after(Duration duration) {
    time.timePasses(duration);
  }
}
