package talkspurt.control;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.ShardRegion.CurrentShardRegionState;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.Instruction;
import talkspurt.telemetry.Metrics;

/** A cluster of one node, with the durable half of calls on it, started as the product is. */
final class Node implements AutoCloseable {

  static final CallSettings SETTINGS = new CallSettings(
      Duration.ofSeconds(60),
      Duration.ofMillis(300),
      Duration.ofMillis(300),
      Duration.ofMillis(300),
      Duration.ofMillis(300),
      Duration.ofSeconds(10),
      Duration.ofMillis(200));

  private static final Duration STABLE_AFTER = Duration.ofSeconds(3);

  final ActorTestKit kit;
  final ActorSystem<?> system;
  final CallShards calls;
  final CallLog log;
  final Metrics metrics = new Metrics();
  final DatabaseWatch database;

  /** The same for tests of calls that must not end while a busy machine takes its time. */
  static final CallSettings PATIENT = patient(Duration.ofSeconds(10));

  /** The same for tests in which a question is not answered: how long it is waited for. */
  static CallSettings patient(Duration askTimeout) {
    return new CallSettings(
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        askTimeout,
        Duration.ofMillis(200));
  }

  private Node(ActorTestKit kit, Address cluster, InstantSource clock, CallSettings settings) {
    this(kit, cluster, clock, settings, SchemaUse.MIGRATE);
  }

  private Node(
      ActorTestKit kit,
      Address cluster,
      InstantSource clock,
      CallSettings settings,
      SchemaUse schema) {
    this.kit = kit;
    this.system = kit.system();
    Cluster.get(system).manager().tell(Join.create(cluster));
    Schema.prepare(system, schema);
    this.calls = CallShards.start(system, settings, Optional.of(STABLE_AFTER), clock, metrics);
    this.log = CallLog.start(system, metrics);
    this.database = DatabaseWatch.start(system, metrics.database());
  }

  static Node start(Config config) {
    return start(config, InstantSource.fixed(CallSamples.AT));
  }

  static Node start(Config config, InstantSource clock) {
    ActorTestKit kit = ActorTestKit.create("talkspurt", config);
    return new Node(kit, address(kit.system()), clock, SETTINGS);
  }

  static Node start(Config config, CallSettings settings) {
    ActorTestKit kit = ActorTestKit.create("talkspurt", config);
    return new Node(kit, address(kit.system()), InstantSource.fixed(CallSamples.AT), settings);
  }

  static Node start(Config config, CallSettings settings, SchemaUse schema) {
    ActorTestKit kit = ActorTestKit.create("talkspurt", config);
    InstantSource clock = InstantSource.fixed(CallSamples.AT);
    return new Node(kit, address(kit.system()), clock, settings, schema);
  }

  static Node startPatient(Config config) {
    return start(config, PATIENT);
  }

  /** One more node of the cluster of another; patient, too. */
  static Node join(Node other, Config config) {
    ActorTestKit kit = ActorTestKit.create("talkspurt", config);
    return new Node(kit, address(other.system), InstantSource.fixed(CallSamples.AT), PATIENT);
  }

  private static Address address(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().address();
  }

  /** Ids of the calls that are in memory here. */
  Set<String> housed() {
    TestProbe<CurrentShardRegionState> probe = kit.createTestProbe(CurrentShardRegionState.class);
    ClusterSharding.get(system)
        .shardState()
        .tell(new GetShardRegionState(CallEntity.TYPE, probe.ref()));
    return probe.receiveMessage().getShards().stream()
        .flatMap(shard -> shard.getEntityIds().stream())
        .collect(Collectors.toSet());
  }

  CallReply ask(UUID callId, CallRequest request) {
    return answer(calls.ask(callId, request));
  }

  CallReply report(UUID callId, String line, Fact fact) {
    return ask(callId, new CallRequest.Report(line, fact));
  }

  TestProbe<Instruction> live() {
    return kit.createTestProbe(Instruction.class);
  }

  CallReply attach(UUID callId, String line, TestProbe<Instruction> live) {
    return answer(calls.attach(callId, line, Optional.empty(), live.ref()));
  }

  List<CallEvent> events(UUID callId) {
    return answer(log.story(callId)).map(CallStory::events).orElse(List.of());
  }

  List<CallLogEntry> newest(boolean onlyLive, int limit) {
    CallFilter newest = CallFilter.newest(limit);
    return answer(log.page(onlyLive ? newest.live() : newest)).calls();
  }

  static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Checks again and again until what is claimed is true. */
  void eventually(Runnable claim) {
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(60), () -> {
      claim.run();
      return null;
    });
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
