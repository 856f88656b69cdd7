package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ClusterShardingHealthCheck;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import scala.jdk.javaapi.FutureConverters;
import talkspurt.call.Barged;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.Expected;
import talkspurt.call.Greeting;
import talkspurt.call.Instruction;
import talkspurt.call.Listening;
import talkspurt.call.Speaking;
import talkspurt.call.Spending;
import talkspurt.call.Transferring;
import talkspurt.control.CallCommand.Alarm;
import talkspurt.control.CallCommand.Ask;
import talkspurt.control.CallCommand.Attach;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** The only door to the durable halves of calls, wherever in the cluster they are. */
public final class CallShards {

  private static final String ROLE = "calls";

  /** As the list of calls names them. */
  private static final Map<String, Class<? extends CallState>> LIVE_STATES = Map.of(
      "expected", Expected.class,
      "greeting", Greeting.class,
      "listening", Listening.class,
      "speaking", Speaking.class,
      "barged", Barged.class,
      "transferring", Transferring.class);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final ClusterShardingHealthCheck registered;
  private final Quorum majority;
  private final ClusterIdentity identity;
  private final DiskWatch disk;
  private final Duration askTimeout;

  private CallShards(ActorSystem<?> system, Quorum majority, Duration askTimeout) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.registered = new ClusterShardingHealthCheck(system.classicSystem());
    this.majority = majority;
    this.identity = ClusterIdentity.of(system);
    this.disk = DiskWatch.of(system);
    this.askTimeout = askTimeout;
  }

  /**
   * Takes part in housing calls, on a node whose role that is; those that were live when the cluster
   * died are brought back.
   *
   * @param stableAfter how long the cluster waits before calls of a node that is away are taken; empty
   *     for a node that is alone
   */
  public static CallShards start(
      ActorSystem<?> system,
      CallSettings settings,
      Optional<Duration> stableAfter,
      InstantSource clock,
      Metrics metrics) {
    Quorum majority = Quorum.watch(system, NanoClock.system(), stableAfter);
    LiveCalls live = new LiveCalls();
    LIVE_STATES.forEach((name, state) -> metrics.calls().liveCalls(name, () -> live.in(state)));
    CallShards shards = new CallShards(system, majority, settings.askTimeout());
    NodeContext house = new NodeContext(
        Cluster.get(system).selfMember().address().toString(),
        live,
        shards::withMajority,
        metrics.traces());
    shards.sharding.init(Entity.of(
            CallEntity.TYPE,
            shard -> CallEntity.create(
                shard, shards.entity(shard.getEntityId()), house, settings, clock))
        .withRole(ROLE)
        .withStopMessage(Alarm.STOP));
    return shards;
  }

  /**
   * Puts a request to a call. What was granted before is granted again without effect, so that
   * whoever got no answer in time asks once more.
   *
   * <p>While the disk is full no call is asked: each would fail to write what it grants, and start anew;
   * of calls that are not known, the shard could not remember the id, and would start anew with all of
   * its calls.
   *
   * @return fails with {@link java.util.concurrent.TimeoutException} when there is no answer in time, or
   *     at once when there can be none
   */
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    return write(callId, replyTo -> new Ask(request, replyTo));
  }

  /**
   * Lets a line carry a call from now on.
   *
   * <p>The answer holds the first instruction; {@code live} is told it too, and each that follows.
   *
   * @param stranger the plan for the line if nobody announced it and such lines are taken
   */
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    return write(callId, replyTo -> new Attach(line, stranger, live, false, replyTo));
  }

  /**
   * Tells that a line which was attached still carries the call. Asked every few seconds: that costs
   * no row, and is how a live half learns that the call has lost sight of it, and is seen again. A
   * line that was replaced is refused.
   *
   * @param spent what was spent on the line until now
   */
  public CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
    return ask(callId, replyTo -> new Attach(line, Optional.empty(), live, true, replyTo, spent));
  }

  /**
   * Why no call can be asked here now, if so. A coordinator of shards that moves, later on, is no such
   * reason: all nodes would have it at once.
   */
  public CompletionStage<Optional<String>> problem() {
    MemberStatus status = Cluster.get(system).selfMember().status();
    if (!status.equals(MemberStatus.up())) {
      return CompletableFuture.completedStage(Optional.of("member is " + status));
    }
    if (identity.isLost()) {
      return CompletableFuture.completedStage(Optional.of("another cluster has taken over"));
    }
    if (!withMajority()) {
      return CompletableFuture.completedStage(Optional.of("not with the majority"));
    }
    return FutureConverters.asJava(registered.apply())
        .thenApply(yes -> (boolean) yes
            ? Optional.empty()
            : Optional.of("not registered with the coordinator of calls yet"));
  }

  /** Whether this node is with the majority of the cluster; else nobody here is answered. */
  public boolean withMajority() {
    return identity.mayWrite() && majority.holds();
  }

  /**
   * Whether this node cannot reach most of its cluster, or another cluster has taken the place of
   * its own, so that lines that come here find no call.
   */
  public boolean cutOff() {
    return identity.isLost() || majority.cutOff();
  }

  /** The last look at the disk will do: it was a second ago at most. */
  private CompletionStage<CallReply> write(
      UUID callId, Function<ActorRef<CallReply>, CallCommand> command) {
    return disk.problem()
        .<CompletionStage<CallReply>>map(
            why -> CompletableFuture.failedStage(new TimeoutException("database " + why)))
        .orElseGet(() -> ask(callId, command));
  }

  private CompletionStage<CallReply> ask(
      UUID callId, Function<ActorRef<CallReply>, CallCommand> command) {
    return withMajority()
        ? entity(callId.toString()).ask(command::apply, askTimeout)
        : CompletableFuture.failedStage(
            new TimeoutException("this node is not with the majority of its cluster"));
  }

  private EntityRef<CallCommand> entity(String callId) {
    return sharding.entityRefFor(CallEntity.TYPE, callId);
  }
}
