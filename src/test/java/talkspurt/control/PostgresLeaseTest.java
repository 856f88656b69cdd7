package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.PLAN;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import talkspurt.call.CallRequest;
import talkspurt.fake.SharedPostgres;

class PostgresLeaseTest {

  private static final Duration UNANSWERED_AFTER = Duration.ofSeconds(3);

  private String name;
  private Schema.Access access;
  private PostgresLease lease;

  @BeforeEach
  void make(TestInfo test) throws SQLException {
    name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    TestDatabase.postgres(name);
    access = new Schema.Access(
        "jdbc:postgresql://127.0.0.1:" + SharedPostgres.server().getPort() + "/" + name,
        "postgres",
        null);
    Schema.bring(access, SchemaUse.MIGRATE, Schema.FILES_OF_POSTGRES);
    lease = new PostgresLease(access);
  }

  @AfterEach
  void close() {
    lease.close();
  }

  @Test
  void isNobodysAtFirstAndThenTheFounders() {
    assertThat(lease.look()).isEmpty();
    assertThat(lease.found(Optional.empty(), "x", "one")).isTrue();
    assertThat(lease.look()).contains(new LeaseRow("x", 0, List.of("one")));
    assertThat(lease.found(Optional.empty(), "y", "two"))
        .as("somebody was first")
        .isFalse();
    assertThat(lease.look()).contains(new LeaseRow("x", 0, List.of("one")));
  }

  @Test
  void isRenewedByItsOwnClusterAlone() {
    lease.found(Optional.empty(), "x", "one");
    assertThat(lease.renew("x", List.of("one", "two"))).isTrue();
    assertThat(lease.renew("y", List.of("three"))).isFalse();
    assertThat(lease.look()).contains(new LeaseRow("x", 1, List.of("one", "two")));
  }

  @Test
  void isTakenOnlyAsItWasSeen() {
    lease.found(Optional.empty(), "x", "one");
    Optional<LeaseRow> seen = lease.look();
    lease.renew("x", List.of("one"));
    assertThat(lease.found(seen, "y", "two")).as("renewed since").isFalse();
    assertThat(lease.found(lease.look(), "y", "two")).isTrue();
    assertThat(lease.renew("x", List.of("one"))).isFalse();
    lease.leave("x", "two");
    assertThat(lease.look()).contains(new LeaseRow("y", 0, List.of("two")));
  }

  @Test
  void whoLeavesIsNoMember() {
    lease.found(Optional.empty(), "x", "one");
    lease.renew("x", List.of("one", "two"));
    lease.leave("x", "one");
    assertThat(lease.look()).contains(new LeaseRow("x", 2, List.of("two")));
    lease.leave("x", "two");
    assertThat(lease.look()).contains(new LeaseRow("x", 3, List.of()));
  }

  @Test
  void ofManyFoundersAtOnceOneFounds() {
    for (int round = 0; round < 5; round++) {
      Optional<LeaseRow> seen = lease.look();
      List<CompletableFuture<Boolean>> founders = IntStream.range(0, 8)
          .mapToObj(n -> CompletableFuture.supplyAsync(
              () -> {
                PostgresLease own = new PostgresLease(access);
                try {
                  return own.found(seen, UUID.randomUUID().toString(), "node" + n);
                } finally {
                  own.close();
                }
              },
              command -> new Thread(command).start()))
          .toList();
      long founded = founders.stream().filter(CompletableFuture::join).count();
      assertThat(founded).isEqualTo(1);
    }
  }

  @Test
  void connectsAnewAfterItsConnectionBroke() throws SQLException {
    lease.found(Optional.empty(), "x", "one");
    try (Connection admin = SharedPostgres.server().getPostgresDatabase().getConnection()) {
      TestDatabase.run(
          admin,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
    assertThatThrownBy(lease::look).isInstanceOf(DatabaseFault.class);
    assertThat(lease.look()).isPresent();
  }

  /** Whatever a node believes of itself. */
  @Test
  void theJournalTakesNothingOfAClusterThatWasReplaced() {
    Config config = NodeConfig.postgres(SharedPostgres.server().getPort(), name);
    try (Node node = Node.start(config, Node.patient(UNANSWERED_AFTER))) {
      ClusterIdentity identity = ClusterIdentity.of(node.system);
      lease.found(Optional.empty(), "x", "one");
      identity.hold("x");
      UUID before = UUID.randomUUID();
      assertThat(node.ask(before, new CallRequest.Register(PLAN)))
          .isInstanceOf(CallReply.Done.class);

      assertThat(lease.found(lease.look(), "y", "two")).isTrue();
      UUID after = UUID.randomUUID();
      assertThat(node.calls.ask(after, new CallRequest.Register(PLAN)))
          .failsWithin(Duration.ofSeconds(30));
      assertThat(identity.whenLost()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(node.calls.withMajority()).isFalse();
      assertThat(node.calls.cutOff()).isTrue();
      assertThat(Node.answer(node.calls.problem())).contains("another cluster has taken over");
      assertThat(node.events(before)).hasSize(1);
      assertThat(node.events(after)).isEmpty();
    }
  }
}
