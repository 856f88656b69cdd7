package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.control.CallCommand.Alarm;
import talkspurt.control.CallCommand.Ask;
import talkspurt.control.CallCommand.Attach;

/** The only door to the durable halves of calls, wherever in the cluster they are. */
public final class CallShards {

  private final ClusterSharding sharding;
  private final Duration askTimeout;

  private CallShards(ClusterSharding sharding, Duration askTimeout) {
    this.sharding = sharding;
    this.askTimeout = askTimeout;
  }

  /** Takes part in housing calls; those that were live when the cluster died are brought back. */
  public static CallShards start(
      ActorSystem<?> system, CallSettings settings, InstantSource clock) {
    CallShards shards = new CallShards(ClusterSharding.get(system), settings.askTimeout());
    shards.sharding.init(Entity.of(
            CallEntity.TYPE,
            shard -> CallEntity.create(shard, shards.entity(shard.getEntityId()), settings, clock))
        .withStopMessage(Alarm.STOP));
    return shards;
  }

  /**
   * Puts a request to a call. What was granted before is granted again without effect, so that
   * whoever got no answer in time asks once more.
   *
   * @return fails with {@link java.util.concurrent.TimeoutException} when there is no answer in time
   */
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    return entity(callId.toString()).ask(replyTo -> new Ask(request, replyTo), askTimeout);
  }

  /**
   * Lets a line carry a call from now on.
   *
   * <p>The answer holds the first instruction; {@code live} is told it too, and each that follows.
   * Once attached, the live half asks this again every few seconds: that costs no row, and is how it
   * learns that the call has lost sight of it, and is seen again.
   *
   * @param stranger the plan for the line if nobody announced it and such lines are taken
   */
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    return entity(callId.toString())
        .ask(replyTo -> new Attach(line, stranger, live, replyTo), askTimeout);
  }

  private EntityRef<CallCommand> entity(String callId) {
    return sharding.entityRefFor(CallEntity.TYPE, callId);
  }
}
