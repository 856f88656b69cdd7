package talkspurt.control;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.NanoClock;

/**
 * How a node comes into its cluster. Alone, it is a cluster of its own. One of several asks the
 * database which cluster lives, and joins that one's members; only where none does, it takes the lease
 * and founds one. Silence of other nodes founds nothing: who is not heard may be cut off, or stalled.
 */
public final class ClusterBootstrap {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterBootstrap.class);

  /** Tells the addresses of a name; none where the name is unknown. */
  @FunctionalInterface
  interface NameService {
    List<InetAddress> addresses(String name);
  }

  static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private ClusterBootstrap() {}

  /**
   * Joins; the result is there once this node is up, or fails with a message of one line. The tables
   * are there already.
   */
  public static CompletionStage<Done> join(ActorSystem<?> system, ClusterSettings settings) {
    return settings.alone()
        ? alone(system, settings)
        : join(
            system,
            settings,
            new PostgresLease(Schema.Access.of(Database.of(system).pool())),
            ClusterBootstrap::ask,
            NanoClock.system());
  }

  static CompletionStage<Done> alone(ActorSystem<?> system, ClusterSettings settings) {
    Cluster cluster = Cluster.get(system);
    CompletionStage<Done> up = start(
        system,
        result -> Behaviors.withTimers(timers -> {
          timers.startSingleTimer(new TooLate(), settings.joinTimeout());
          return new Alone(result).behavior();
        }));
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    return up;
  }

  static CompletionStage<Done> join(
      ActorSystem<?> system,
      ClusterSettings settings,
      ClusterLease lease,
      NameService names,
      NanoClock clock) {
    ClusterIdentity.of(system).await();
    return start(
        system,
        result -> Behaviors.setup(context -> Behaviors.withTimers(
            timers -> new Way(context, timers, settings, lease, names, clock, result))));
  }

  private interface Start {
    Behavior<Message> with(CompletableFuture<Done> result);
  }

  private static CompletionStage<Done> start(ActorSystem<?> system, Start start) {
    CompletableFuture<Done> result = new CompletableFuture<>();
    system.systemActorOf(
        Behaviors.<Message>setup(context -> {
          ActorRef<SelfUp> up = context.messageAdapter(SelfUp.class, told -> new Up());
          Cluster.get(system).subscriptions().tell(Subscribe.create(up, SelfUp.class));
          return start.with(result);
        }),
        "joining",
        Props.empty());
    return result;
  }

  private static List<InetAddress> ask(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException nobody) {
      return List.of();
    }
  }

  private sealed interface Message {}

  private record Look() implements Message {}

  private record TooLate() implements Message {}

  private record Looked(Optional<LeaseRow> row, boolean mayFound) implements Message {}

  private record Founded(String incarnation, boolean taken) implements Message {}

  private record NoAnswer(String why) implements Message {}

  private record Up() implements Message {}

  private record Alone(CompletableFuture<Done> result) {

    Behavior<Message> behavior() {
      return Behaviors.receive(Message.class)
          .onMessage(Up.class, up -> {
            result.complete(Done.done());
            return Behaviors.stopped();
          })
          .onMessage(TooLate.class, late -> {
            result.completeExceptionally(
                new IllegalStateException("this node did not come up in time"));
            return Behaviors.stopped();
          })
          .build();
    }
  }

  /** One of several. */
  private static final class Way extends AbstractBehavior<Message> {

    private final ClusterSettings settings;
    private final ClusterLease lease;
    private final NameService names;
    private final NanoClock clock;
    private final CompletableFuture<Done> result;
    private final TimerScheduler<Message> timers;
    private final Executor blocking;
    private final ClusterIdentity identity;
    private final Cluster cluster;
    private final String self;
    private final FounderWatch watch;
    private Optional<String> incarnation = Optional.empty();
    private List<String> asked = List.of();
    private boolean founding;
    private boolean up;
    private String trouble = "";

    Way(
        ActorContext<Message> context,
        TimerScheduler<Message> timers,
        ClusterSettings settings,
        ClusterLease lease,
        NameService names,
        NanoClock clock,
        CompletableFuture<Done> result) {
      super(context);
      this.settings = settings;
      this.lease = lease;
      this.names = names;
      this.clock = clock;
      this.result = result;
      this.timers = timers;
      this.blocking = context.getSystem().dispatchers().lookup(LeaseKeeper.BLOCKING);
      this.identity = ClusterIdentity.of(context.getSystem());
      this.cluster = Cluster.get(context.getSystem());
      this.self = cluster.selfMember().address().toString();
      this.watch = new FounderWatch(self, settings.leaseTimeout());
      timers.startSingleTimer(new TooLate(), settings.joinTimeout());
      LOG.info("joining: asking the database which cluster lives");
      look();
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Look.class, look -> look())
          .onMessage(Looked.class, this::onLooked)
          .onMessage(Founded.class, this::onFounded)
          .onMessage(NoAnswer.class, this::onNoAnswer)
          .onMessage(Up.class, this::onUp)
          .onMessage(TooLate.class, late -> fail(tooLate()))
          .build();
    }

    private Behavior<Message> look() {
      ask(() -> new Looked(lease.look(), mayFound()));
      return this;
    }

    /** Asks the database, on a thread that may wait; each answer leads to the next look. */
    private void ask(Supplier<Message> question) {
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(question, blocking),
              (answer, failure) -> failure == null
                  ? answer
                  : new NoAnswer(DatabaseFault.meaning(
                      failure instanceof CompletionException ? failure.getCause() : failure)));
    }

    /** Whether this node is one of those that found. */
    private boolean mayFound() {
      return settings.seedName().isEmpty()
          ? settings.seedNodes().stream()
              .map(AddressFromURIString::parse)
              .anyMatch(cluster.selfMember().address()::equals)
          : names.addresses(settings.seedName()).size() >= settings.seedLeast();
    }

    private Behavior<Message> onLooked(Looked looked) {
      trouble = "";
      FounderWatch.Decision decision = watch.look(looked.row(), clock.nanoTime());
      if (incarnation.isPresent() && !holds(looked.row(), incarnation.get())) {
        return fail("another cluster was founded while this node was joining; start it again");
      }
      if (up) {
        return onMember();
      }
      if (!founding && looked.mayFound() && decision instanceof FounderWatch.Decision.Found found) {
        String id = UUID.randomUUID().toString();
        ask(() -> new Founded(id, lease.found(found.seen(), id, self)));
        return this;
      }
      if (!founding && decision instanceof FounderWatch.Decision.Join join) {
        aimAt(join.cluster().incarnation());
        joinAll(join.cluster().members());
      }
      return later();
    }

    private static boolean holds(Optional<LeaseRow> row, String incarnation) {
      return row.map(LeaseRow::incarnation).filter(incarnation::equals).isPresent();
    }

    /** What is written from now on is written for that cluster, or refused. */
    private void aimAt(String cluster) {
      incarnation = Optional.of(cluster);
      identity.hold(cluster);
    }

    private Behavior<Message> onFounded(Founded founded) {
      if (founded.taken()) {
        LOG.info("founding a cluster ({})", founded.incarnation());
        founding = true;
        aimAt(founded.incarnation());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
      }
      return later();
    }

    /**
     * The lease is that of the cluster meant even now, so no other was founded before this node was up.
     * One that asked others to join, and founds since they are silent, may have come to them after all.
     */
    private Behavior<Message> onMember() {
      if (founding && cluster.state().getMembers().spliterator().getExactSizeIfKnown() > 1) {
        return fail("the cluster that was thought to be gone has taken this node; start it again");
      }
      LeaseKeeper.start(getContext().getSystem(), lease, incarnation.orElseThrow());
      result.complete(Done.done());
      return Behaviors.stopped();
    }

    /** Akka asks them again and again; it is told only what is new, else it would begin anew. */
    private void joinAll(List<String> members) {
      List<String> others = members.stream().filter(one -> !one.equals(self)).toList();
      if (!others.isEmpty() && !others.equals(asked)) {
        asked = others;
        LOG.info("joining {}", others);
        List<Address> addresses =
            others.stream().map(AddressFromURIString::parse).toList();
        cluster.manager().tell(new JoinSeedNodes(addresses));
      }
    }

    private Behavior<Message> onNoAnswer(NoAnswer no) {
      if (trouble.isEmpty()) {
        LOG.warn("the database does not tell which cluster lives: {}", no.why());
      }
      trouble = no.why();
      return later();
    }

    private Behavior<Message> onUp(Up now) {
      up = true;
      return this;
    }

    private Behavior<Message> later() {
      timers.startSingleTimer(new Look(), LOOK_EVERY);
      return this;
    }

    private Behavior<Message> fail(String why) {
      lease.close();
      result.completeExceptionally(new IllegalStateException(why));
      return Behaviors.stopped();
    }

    private String tooLate() {
      String start = "no cluster was joined within " + settings.joinTimeout().toSeconds() + " s: ";
      if (!trouble.isEmpty()) {
        return start + "the database does not tell which one lives (" + trouble + ")";
      }
      if (!asked.isEmpty()) {
        return start + "none of its members " + asked + " took this node (" + self
            + "). Allowed: at least one that this node can reach, and that reaches this node";
      }
      return settings.seedName().isEmpty()
          ? start + "no cluster runs, and this node (" + self
              + ") may not found one: that is for the nodes in"
              + " talkspurt.cluster.seed-nodes " + settings.seedNodes()
              + ". Allowed: at least one of them that runs"
          : start + "no cluster runs, and talkspurt.cluster.seed-name " + settings.seedName()
              + " led to less than " + settings.seedLeast()
              + " addresses. Allowed: a name with the addresses of all nodes";
    }
  }
}
