package talkspurt.control;

import akka.Done;
import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * How a node comes into its cluster: it founds one, joins the nodes that are named, or those that a
 * DNS name leads to.
 *
 * <p>By DNS, a cluster is founded by the lowest address, and only while all that are expected are
 * there: nodes that see different parts of the list would found one each. Whoever finds a cluster
 * that is there joins it, however many addresses there are.
 */
public final class Joining {

  /** Tells the addresses of a name; none where nobody knows it. */
  @FunctionalInterface
  interface NameService {
    List<InetAddress> addresses(String name);
  }

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private Joining() {}

  /** Joins; the result is there once this node is up, or fails with a message of one line. */
  public static CompletionStage<Done> join(ActorSystem<?> system, ClusterSettings settings) {
    return join(system, settings, Joining::ask);
  }

  static CompletionStage<Done> join(
      ActorSystem<?> system, ClusterSettings settings, NameService names) {
    CompletableFuture<Done> result = new CompletableFuture<>();
    system.systemActorOf(
        Behaviors.<Message>setup(context ->
            Behaviors.withTimers(timers -> new Way(context, timers, settings, names, result))),
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

  /**
   * Whom to join, the founder first; without a founder the node joins only what is there already.
   *
   * @param self this node
   * @param found all addresses of the name
   */
  static List<Address> seeds(Address self, List<InetAddress> found, int least) {
    Stream<Address> all = found.stream()
        .sorted(Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned))
        .map(address -> new Address(
            "akka", self.system(), address.getHostAddress(), self.getPort().orElseThrow()))
        .distinct();
    return found.size() >= least
        ? all.toList()
        : all.filter(address -> !address.equals(self)).toList();
  }

  private enum Step {
    LOOK,
    TOO_LATE
  }

  private sealed interface Message {}

  private record Timed(Step step) implements Message {}

  private record Found(List<InetAddress> addresses) implements Message {}

  private record Up(SelfUp up) implements Message {}

  private static final class Way extends AbstractBehavior<Message> {

    private final ClusterSettings settings;
    private final NameService names;
    private final CompletableFuture<Done> result;
    private final TimerScheduler<Message> timers;
    private final Cluster cluster;
    private List<Address> asked = List.of();

    Way(
        ActorContext<Message> context,
        TimerScheduler<Message> timers,
        ClusterSettings settings,
        NameService names,
        CompletableFuture<Done> result) {
      super(context);
      this.settings = settings;
      this.names = names;
      this.result = result;
      this.timers = timers;
      this.cluster = Cluster.get(context.getSystem());
      ActorRef<SelfUp> up = context.messageAdapter(SelfUp.class, Up::new);
      cluster.subscriptions().tell(Subscribe.create(up, SelfUp.class));
      timers.startSingleTimer(new Timed(Step.TOO_LATE), settings.joinWithin());
      if (settings.alone()) {
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
      } else if (settings.seedName().isEmpty()) {
        joinAll(settings.seeds());
      } else {
        look();
      }
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Timed.class, this::onTimed)
          .onMessage(Found.class, this::onFound)
          .onMessage(Up.class, this::onUp)
          .build();
    }

    private Behavior<Message> onTimed(Timed timed) {
      if (timed.step() == Step.LOOK) {
        look();
        return this;
      }
      result.completeExceptionally(new IllegalStateException(tooLate()));
      return Behaviors.stopped();
    }

    private void look() {
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(
                  () -> names.addresses(settings.seedName()),
                  getContext().getSystem().dispatchers().lookup(DispatcherSelector.blocking())),
              (found, failure) -> new Found(failure == null ? found : List.of()));
    }

    private Behavior<Message> onFound(Found found) {
      joinAll(seeds(cluster.selfMember().address(), found.addresses(), settings.seedLeast()));
      timers.startSingleTimer(new Timed(Step.LOOK), LOOK_EVERY);
      return this;
    }

    /** Akka asks them again and again; it is told only what is new, else it would begin anew. */
    private void joinAll(List<Address> seeds) {
      if (!seeds.isEmpty() && !seeds.equals(asked)) {
        asked = seeds;
        getContext().getLog().info("joining {}", seeds);
        cluster.manager().tell(new JoinSeedNodes(seeds));
      }
    }

    private Behavior<Message> onUp(Up up) {
      result.complete(Done.done());
      return Behaviors.stopped();
    }

    private String tooLate() {
      String first = " Allowed: at least one that runs; the first of seed-nodes founds the cluster";
      if (settings.seedName().isEmpty()) {
        return "no cluster was joined within " + settings.joinWithin().toSeconds()
            + " s: none of talkspurt.cluster.seed-nodes " + asked + " took this node ("
            + cluster.selfMember().address() + ")." + first;
      }
      return "no cluster was joined within " + settings.joinWithin().toSeconds()
          + " s: talkspurt.cluster.seed-name " + settings.seedName() + " led to " + asked
          + ". Allowed: a name with the addresses of all nodes, this one's "
          + cluster.selfMember().address() + " among them; a cluster is founded once there are "
          + settings.seedLeast();
    }
  }
}
