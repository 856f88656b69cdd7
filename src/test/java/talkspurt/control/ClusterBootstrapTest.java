package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.telemetry.NanoClock;

class ClusterBootstrapTest {

  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final String NOBODY = "akka://talkspurt@127.0.0.1:1";

  private final List<ActorTestKit> kits = new ArrayList<>();
  private final MemoryLease lease = new MemoryLease();

  @AfterEach
  void stop() {
    kits.forEach(ActorTestKit::shutdownTestKit);
  }

  @Test
  void aNodeOfItsOwnAsksNobody() {
    ActorTestKit alone = node("alone", "127.0.0.1", 0);
    assertThat(ClusterBootstrap.join(alone.system(), settings(List.of(), "", 0, 20)))
        .succeedsWithin(AT_MOST);
    assertThat(ClusterIdentity.of(alone.system()).mayWrite()).isTrue();
  }

  @Test
  void nodesFoundOneClusterByNameWhoeverIsFirst() {
    ActorTestKit first = node("by-name", "127.0.0.1", 0);
    int port = Cluster.get(first.system()).selfMember().address().getPort().orElseThrow();
    ActorTestKit second = node("by-name", "127.0.0.2", port);
    ClusterSettings named = settings(List.of(), "talkspurt.internal", port, 20);
    CompletionStage<?> one = join(first, named);
    CompletionStage<?> two = join(second, named);
    assertThat(one).succeedsWithin(AT_MOST);
    assertThat(two).succeedsWithin(AT_MOST);
    assertThat(Cluster.get(first.system()).state().getMembers()).hasSize(2);
    assertThat(ClusterIdentity.of(first.system()).incarnation())
        .isPresent()
        .isEqualTo(ClusterIdentity.of(second.system()).incarnation());
  }

  @Test
  void nobodyFoundsWhileTheNameHasTooFewAddresses() {
    ActorTestKit only = node("few", "127.0.0.1", 0);
    ClusterSettings named = settings(List.of(), "one.internal", 2552, 2);
    assertThat(join(only, named))
        .failsWithin(AT_MOST)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("seed-name one.internal led to less than 2 addresses");
    assertThat(lease.look()).isEmpty();
  }

  /** The fault that two clusters wrote to one journal by: the others are not heard, and live. */
  @Test
  void theFirstSeedDoesNotFoundWhileAClusterIsRenewedThatItCannotReach() {
    ActorTestKit first = node("cut", "127.0.0.1", 0);
    ClusterLease renewed = new RenewedLease(new LeaseRow("theirs", 0, List.of(NOBODY)));
    assertThat(ClusterBootstrap.join(
            first.system(),
            settings(List.of(address(first), NOBODY), "", 0, 4),
            renewed,
            ClusterBootstrapTest::addresses,
            fiveSecondsALook()))
        .failsWithin(AT_MOST)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("none of its members [" + NOBODY + "] took this node");
    assertThat(Cluster.get(first.system()).state().getMembers()).isEmpty();
  }

  @Test
  void foundsOnceTheLeaseHasStoodStillForItsTime() {
    lease.set(new LeaseRow("gone", 41, List.of(NOBODY)));
    ActorTestKit first = node("still", "127.0.0.1", 0);
    CompletionStage<?> joined = ClusterBootstrap.join(
        first.system(),
        settings(List.of(address(first), NOBODY), "", 0, 20),
        lease,
        ClusterBootstrapTest::addresses,
        fiveSecondsALook());
    assertThat(joined).succeedsWithin(AT_MOST);
    assertThat(lease.held("gone")).isFalse();
    assertThat(lease.look().orElseThrow().members()).containsExactly(address(first));
  }

  @Test
  void aNodeThatIsNoSeedFoundsNothing() {
    ActorTestKit other = node("no-seed", "127.0.0.1", 0);
    assertThat(join(other, settings(List.of(NOBODY), "", 0, 2)))
        .failsWithin(AT_MOST)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("no cluster runs")
        .withMessageContaining("seed-nodes [" + NOBODY + "]");
    assertThat(lease.look()).isEmpty();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsToldOf() {
    ActorTestKit first = node("away", "127.0.0.1", 0);
    lease.away(true);
    assertThat(join(first, settings(List.of(address(first)), "", 0, 2)))
        .failsWithin(AT_MOST)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("the database is away");
  }

  @Test
  void aNodeWhoseClusterWasReplacedWritesNothingAndEnds() {
    ActorTestKit first = node("replaced", "127.0.0.1", 0);
    assertThat(join(first, settings(List.of(address(first)), "", 0, 20))).succeedsWithin(AT_MOST);
    ClusterIdentity identity = ClusterIdentity.of(first.system());
    assertThat(identity.mayWrite()).isTrue();

    lease.away(true);
    lease.set(new LeaseRow("another", 0, List.of(NOBODY)));
    assertThat(identity.mayWrite())
        .as("nothing is known while the database is away")
        .isTrue();
    lease.away(false);

    assertThat(identity.whenLost()).succeedsWithin(AT_MOST);
    assertThat(identity.mayWrite()).isFalse();
    assertThat(first.system().getWhenTerminated()).succeedsWithin(AT_MOST);
    assertThat(CoordinatedShutdown.get(first.system()).getShutdownReason())
        .contains(CoordinatedShutdown.clusterDowningReason());
  }

  @Test
  void theLastNodeThatLeavesMakesRoomForTheNextAtOnce() {
    ActorTestKit first = node("leaving", "127.0.0.1", 0);
    assertThat(join(first, settings(List.of(address(first)), "", 0, 20))).succeedsWithin(AT_MOST);
    assertThat(CoordinatedShutdown.get(first.system())
            .runAll(CoordinatedShutdown.actorSystemTerminateReason()))
        .succeedsWithin(AT_MOST);
    assertThat(lease.look().orElseThrow().members()).isEmpty();
  }

  private CompletionStage<?> join(ActorTestKit node, ClusterSettings settings) {
    return ClusterBootstrap.join(
        node.system(), settings, lease, ClusterBootstrapTest::addresses, NanoClock.system());
  }

  /** Three looks, of half a second each, are the time that a lease has to stand still. */
  private static NanoClock fiveSecondsALook() {
    AtomicLong clock = new AtomicLong();
    return () -> clock.addAndGet(5_000_000_000L);
  }

  private ActorTestKit node(String name, String host, int port) {
    Config config = ConfigFactory.parseString(
            "akka.remote.artery.canonical { hostname = \"" + host + "\", port = " + port + " }")
        .withFallback(NodeConfig.h2Memory("joining-" + name));
    ActorTestKit kit = ActorTestKit.create("talkspurt", config);
    kits.add(kit);
    return kit;
  }

  private static String address(ActorTestKit node) {
    return Cluster.get(node.system()).selfMember().address().toString();
  }

  private static List<InetAddress> addresses(String name) {
    return switch (name) {
      case "talkspurt.internal" -> List.of(inet("127.0.0.2"), inet("127.0.0.1"));
      case "one.internal" -> List.of(inet("127.0.0.1"));
      default -> List.of();
    };
  }

  private static InetAddress inet(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ClusterSettings settings(
      List<String> seeds, String name, int port, int joinSeconds) {
    return new ClusterSettings(
        "127.0.0.1",
        port,
        seeds,
        name,
        2,
        Duration.ofSeconds(joinSeconds),
        Duration.ofSeconds(15),
        Duration.ofSeconds(3));
  }

  /** A lease that somebody renews all the time. */
  private static final class RenewedLease implements ClusterLease {
    private LeaseRow row;

    RenewedLease(LeaseRow row) {
      this.row = row;
    }

    @Override
    public synchronized Optional<LeaseRow> look() {
      row = new LeaseRow(row.incarnation(), row.renewals() + 1, row.members());
      return Optional.of(row);
    }

    @Override
    public boolean found(Optional<LeaseRow> seen, String incarnation, String founder) {
      throw new AssertionError("nobody may found: a cluster lives");
    }

    @Override
    public boolean renew(String incarnation, List<String> members) {
      throw new AssertionError("not a member");
    }

    @Override
    public void leave(String incarnation, String member) {}

    @Override
    public void close() {}
  }
}
