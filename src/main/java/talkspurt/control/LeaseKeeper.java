package talkspurt.control;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of this node's cluster every second, with all members as this node knows them, and
 * ends the node where another cluster has taken it. A database that is away changes nothing: nobody
 * can take the lease then either.
 */
final class LeaseKeeper {

  static final Duration EVERY = Duration.ofSeconds(1);

  /** A thread of its own: nobody else who waits for the database may keep the lease waiting. */
  static final DispatcherSelector BLOCKING =
      DispatcherSelector.fromConfig("talkspurt.lease-dispatcher");

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private LeaseKeeper() {}

  /** Keeps it until the node ends, and leaves it in good order then. */
  static void start(ActorSystem<?> system, ClusterLease lease, String incarnation) {
    ClusterIdentity identity = ClusterIdentity.of(system);
    identity.whenLost().thenAccept(was -> end(system, was));
    Executor blocking = system.dispatchers().lookup(BLOCKING);
    system.systemActorOf(
        Behaviors.<Message>setup(context -> Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Tick(), Duration.ZERO, EVERY);
          return new Keeper(context, lease, identity, incarnation, blocking);
        })),
        "cluster-lease",
        Props.empty());
    String self = Cluster.get(system).selfMember().address().toString();
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseClusterShutdown(),
            "leave-lease",
            () -> CompletableFuture.supplyAsync(() -> leave(lease, incarnation, self), blocking));
  }

  private static Done leave(ClusterLease lease, String incarnation, String self) {
    try {
      lease.leave(incarnation, self);
    } catch (DatabaseFault away) {
      LOG.warn("the lease of the cluster was not left ({}): it runs out", away.getMessage());
    }
    lease.close();
    return Done.done();
  }

  /** As a node ends that the others have given up: its lines go where calls answer. */
  private static void end(ActorSystem<?> system, String incarnation) {
    LOG.error(
        "another cluster has taken the place of this node's ({}): this node ends, to join that one",
        incarnation);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    CoordinatedShutdown.get(system).run(CoordinatedShutdown.clusterDowningReason());
  }

  private sealed interface Message {}

  private record Tick() implements Message {}

  private record Kept(boolean ours) implements Message {}

  private record NotAsked(String why) implements Message {}

  private static final class Keeper extends AbstractBehavior<Message> {

    private final ClusterLease lease;
    private final ClusterIdentity identity;
    private final String incarnation;
    private final Executor blocking;
    private final Cluster cluster;
    private boolean asking;
    private boolean away;

    Keeper(
        ActorContext<Message> context,
        ClusterLease lease,
        ClusterIdentity identity,
        String incarnation,
        Executor blocking) {
      super(context);
      this.lease = lease;
      this.identity = identity;
      this.incarnation = incarnation;
      this.blocking = blocking;
      this.cluster = Cluster.get(context.getSystem());
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Tick.class, tick -> ask())
          .onMessage(Kept.class, this::onKept)
          .onMessage(NotAsked.class, this::onNotAsked)
          .build();
    }

    private Behavior<Message> ask() {
      if (!asking) {
        asking = true;
        List<String> members = members();
        CompletionStage<Boolean> ours =
            CompletableFuture.supplyAsync(() -> keep(members), blocking);
        getContext()
            .pipeToSelf(
                ours,
                (kept, failure) -> failure == null
                    ? new Kept(kept)
                    : new NotAsked(DatabaseFault.meaning(failure)));
      }
      return this;
    }

    /** A node that is on its way out tells nobody to join it. */
    private boolean keep(List<String> members) {
      return members.isEmpty()
          ? lease.look().map(LeaseRow::incarnation).filter(incarnation::equals).isPresent()
          : lease.renew(incarnation, members);
    }

    private List<String> members() {
      List<String> members = new ArrayList<>();
      if (cluster.selfMember().status().equals(MemberStatus.up())) {
        for (Member member : cluster.state().getMembers()) {
          if (member.status().equals(MemberStatus.up())) {
            members.add(member.address().toString());
          }
        }
      }
      return members;
    }

    private Behavior<Message> onKept(Kept kept) {
      asking = false;
      if (away) {
        away = false;
        LOG.info("the lease of the cluster is renewed again");
      }
      if (!kept.ours()) {
        identity.lose();
        return Behaviors.stopped();
      }
      return this;
    }

    private Behavior<Message> onNotAsked(NotAsked not) {
      asking = false;
      if (!away) {
        away = true;
        LOG.warn("the lease of the cluster is not renewed ({}): tried again", not.why());
      }
      return this;
    }
  }
}
