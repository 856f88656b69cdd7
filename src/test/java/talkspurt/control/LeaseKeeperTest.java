package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.Eventually;
import talkspurt.fake.LogTrap;

class LeaseKeeperTest {

  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final String OURS = "ours";

  private final LogTrap log = new LogTrap();
  private final MemoryLease lease = new MemoryLease();
  private final ActorTestKit kit = ActorTestKit.create(
      "talkspurt",
      ConfigFactory.parseString("akka.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
          .withFallback(NodeConfig.h2Memory("lease-keeper")));
  private final Cluster cluster = Cluster.get(kit.system());
  private final String self = cluster.selfMember().address().toString();

  @BeforeEach
  void keep() {
    lease.set(new LeaseRow(OURS, 0, List.of("founder")));
    ClusterIdentity.of(kit.system()).hold(OURS);
    LeaseKeeper.start(kit.system(), lease, OURS);
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
    log.close();
  }

  private LeaseRow row() {
    return lease.look().orElseThrow();
  }

  private void join() {
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    Eventually.holds(() -> assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up()));
  }

  @Test
  void renewsAgainAndAgainWithTheMembersAsThisNodeKnowsThem() {
    join();
    Eventually.holds(() -> assertThat(row().members()).containsExactly(self));
    long before = row().renewals();
    Eventually.holds(() -> assertThat(row().renewals()).isGreaterThan(before));
    assertThat(row().incarnation()).isEqualTo(OURS);
  }

  @Test
  void aDatabaseThatIsAwayIsToldOfOnceAndSoIsItsReturn() {
    join();
    Eventually.holds(() -> assertThat(row().members()).containsExactly(self));
    lease.away(true);
    Eventually.holds(() -> assertThat(log.beginning("the lease of the cluster is not renewed"))
        .containsExactly(
            "the lease of the cluster is not renewed (the database is away): tried again"));
    assertThat(ClusterIdentity.of(kit.system()).mayWrite()).isTrue();
    lease.away(false);
    Eventually.holds(() ->
        assertThat(log.beginning("the lease of the cluster is renewed again")).hasSize(1));
    assertThat(log.beginning("the lease of the cluster is not renewed")).hasSize(1);
    assertThat(ClusterIdentity.of(kit.system()).isLost()).isFalse();
  }

  /** It does not renew what newcomers would join by, but learns that it lost its place. */
  @Test
  void aNodeThatIsNoMemberLooksOnlyAndLearnsThatItsPlaceIsTaken() {
    CompletionStage<String> lost = ClusterIdentity.of(kit.system()).whenLost();
    assertThat(row()).isEqualTo(new LeaseRow(OURS, 0, List.of("founder")));
    lease.set(new LeaseRow("theirs", 7, List.of("other")));
    assertThat(lost).succeedsWithin(AT_MOST).isEqualTo(OURS);
    assertThat(row()).isEqualTo(new LeaseRow("theirs", 7, List.of("other")));
    assertThat(kit.system().getWhenTerminated()).succeedsWithin(AT_MOST);
    assertThat(CoordinatedShutdown.get(kit.system()).getShutdownReason())
        .contains(CoordinatedShutdown.clusterDowningReason());
  }

  @Test
  void aLeaseThatCannotBeLeftIsToldOfAndDoesNotHoldUpTheEnd() {
    lease.away(true);
    assertThat(CoordinatedShutdown.get(kit.system())
            .runAll(CoordinatedShutdown.actorSystemTerminateReason()))
        .succeedsWithin(AT_MOST);
    assertThat(log.beginning("the lease of the cluster was not left"))
        .containsExactly(
            "the lease of the cluster was not left (the database is away): it runs out");
  }
}
