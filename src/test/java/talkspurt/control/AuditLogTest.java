package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.telemetry.Metrics;

/** Who did what is in the database before whoever asks is answered. */
class AuditLogTest {

  private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-11-30T12:00:00Z"));

  private static ActorTestKit kit;
  private static Database database;
  private static AuditLog audit;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create(
        "audit",
        ConfigFactory.parseString("akka.actor.provider = local")
            .withFallback(NodeConfig.h2Memory("audit")));
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    database = Database.of(kit.system());
    audit = AuditLog.start(kit.system(), "n1", CLOCK, new Metrics().keeping());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void empty() {
    run("DELETE FROM audit");
    for (int second = 0; second < 60; second++) {
      CLOCK.pass(); // what was kept before is long ago
    }
  }

  private static void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static List<AuditEntry> all() {
    return get(audit.page(filter(Optional.empty(), 100)));
  }

  private static AuditFilter filter(Optional<Long> before, int limit) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        before,
        limit);
  }

  private static void keep(AuditAction action, String target) {
    get(audit.keep(action, target, "desk", "192.0.2.1"));
  }

  @Test
  void whatWasDoneIsReadByPagesTheNewestFirst() {
    for (int call = 0; call < 5; call++) {
      keep(AuditAction.DELETE_CALL, "c" + call);
    }
    List<AuditEntry> first = get(audit.page(filter(Optional.empty(), 2)));
    assertThat(first).extracting(AuditEntry::target).containsExactly("c4", "c3");
    List<AuditEntry> next = get(audit.page(filter(Optional.of(first.get(1).id()), 2)));
    assertThat(next).extracting(AuditEntry::target).containsExactly("c2", "c1");
    assertThat(next.get(0).token()).isEqualTo("desk");
    assertThat(next.get(0).address()).isEqualTo("192.0.2.1");
    assertThat(next.get(0).node()).isEqualTo("n1");
    assertThat(next.get(0).at()).isEqualTo(CLOCK.instant());
    assertThat(get(audit.page(AuditFilter.about("c2")))).hasSize(1);
  }

  @Test
  void theSameIsReadOnceAMinuteAndANumberIsNeverKept() {
    keep(AuditAction.READ_CALL, "c");
    keep(AuditAction.READ_CALL, "c");
    keep(AuditAction.EXPORT_SUBJECT, "+49 171 5550123");
    keep(AuditAction.EXPORT_SUBJECT, "0049");
    assertThat(all()).hasSize(3);
    String hash = get(audit.hash("49171/5550123"));
    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(get(audit.page(AuditFilter.about(hash)))).hasSize(1);
    for (int second = 0; second < 60; second++) {
      CLOCK.pass();
    }
    keep(AuditAction.READ_CALL, "c");
    assertThat(all()).hasSize(4);
  }

  @Test
  void whoAsksWhileItCannotBeWrittenIsRefusedAndAHangUpIsWrittenLater() {
    run("ALTER TABLE audit RENAME TO audit_away");
    assertThatThrownBy(() -> keep(AuditAction.READ_CALL, "c")).hasMessageContaining("database");
    assertThatThrownBy(() -> keep(AuditAction.EXPORT_SUBJECT, "1"))
        .hasMessageContaining("database");
    CompletionStage<?> hangUp = audit.keep(AuditAction.CHANGE_CALL, "c", "desk", "");
    assertThatThrownBy(() -> get(hangUp)).hasMessageContaining("database");
    run("ALTER TABLE audit_away RENAME TO audit");
    keep(AuditAction.READ_CALL, "c");
    assertThat(all())
        .as("what was refused is not there, and was not kept as a repeat")
        .extracting(AuditEntry::action)
        .contains(AuditAction.READ_CALL)
        .doesNotContain(AuditAction.EXPORT_SUBJECT);
    TestProbe<Object> probe = kit.createTestProbe();
    probe.awaitAssert(java.time.Duration.ofSeconds(10), () -> {
      assertThat(all()).extracting(AuditEntry::action).contains(AuditAction.CHANGE_CALL);
      return null;
    });
    assertThat(all()).hasSize(2);
  }

  @Test
  void manyAtOnceAreAllKeptOrRefused() {
    List<? extends CompletionStage<?>> asked = java.util.stream.IntStream.range(0, 3000)
        .mapToObj(call -> audit.keep(AuditAction.DELETE_CALL, "c" + call, "", ""))
        .toList();
    long kept = asked.stream()
        .filter(one -> {
          try {
            one.toCompletableFuture().join();
            return true;
          } catch (RuntimeException refused) {
            return false;
          }
        })
        .count();
    assertThat(kept).isPositive();
    assertThat(database.<Long>transactNow(connection -> {
          try (var row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM audit")) {
            row.next();
            return row.getLong(1);
          }
        }))
        .isGreaterThanOrEqualTo(kept);
  }

  @Test
  void oldEntriesAreDroppedTheOldestFirst() {
    keep(AuditAction.DELETE_CALL, "old");
    Instant old = CLOCK.instant();
    CLOCK.pass();
    keep(AuditAction.DELETE_CALL, "young");
    assertThat(database.<Integer>transactNow(connection -> AuditTable.drop(connection, old, 5)))
        .isZero();
    assertThat(database.<Integer>transactNow(
            connection -> AuditTable.drop(connection, old.plusSeconds(1), 5)))
        .isOne();
    assertThat(all()).extracting(AuditEntry::target).containsExactly("young");
  }
}
