package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.Metrics;

/** One looks every five seconds for what somebody wants deleted, and once an hour for what was kept long enough. */
class RetentionWorkerTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final RetentionRules RULES =
      AgedCalls.days(Map.of(RetentionKind.CALL_LOG, 7), "aged");

  private static final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private static final Metrics METRICS = new Metrics();

  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  private static ActorTestKit kit;
  private static ManualTime time;
  private static TestProbe<Object> probe;
  private static AgedCalls calls;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create(
        "retention",
        ManualTime.config()
            .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
            .withFallback(NodeConfig.h2Memory("retention")));
    time = ManualTime.get(kit.system());
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    probe = kit.createTestProbe();
    LOG.start();
    ((Logger) LoggerFactory.getLogger(RetentionWorker.class)).addAppender(LOG);
    RecordingEraser eraser =
        call -> CompletableFuture.completedFuture(new RecordingEraser.Erased(0, List.of()));
    calls = new AgedCalls(
        Database.of(kit.system()), new CallErasure(CallKeys.of(kit.system())), eraser);
  }

  @AfterAll
  static void stop() {
    ((Logger) LoggerFactory.getLogger(RetentionWorker.class)).detachAppender(LOG);
    kit.shutdownTestKit();
  }

  private static String due() {
    return calls.row(
        "aged",
        now.get().minus(Duration.ofDays(9)),
        Optional.of(now.get().minus(Duration.ofDays(8))));
  }

  private static void eventually(Runnable claim) {
    probe.awaitAssert(Duration.ofSeconds(10), () -> {
      time.timePasses(Duration.ofSeconds(5));
      claim.run();
      return null;
    });
  }

  private static void warned(String text) {
    eventually(() -> assertThat(List.copyOf(LOG.list))
        .anyMatch(line -> line.getFormattedMessage().contains(text)));
  }

  private static void gone(String call) {
    eventually(() -> assertThat(calls.rows("call_log", call)).isZero());
  }

  /** A look was made, since it did what was asked for. */
  private static void looked() {
    String asked = calls.row("other", now.get(), Optional.of(now.get()));
    calls.database().transactNow(connection -> {
      String id = UUID.randomUUID().toString();
      RemovalTable.begin(connection, id, "", "boss", now.get());
      RemovalTable.add(connection, id, asked, now.get());
      return null;
    });
    gone(asked);
  }

  /** What is left of a pass are four pages at most. */
  private static void passOver() {
    for (int page = 0; page < 5; page++) {
      looked();
    }
  }

  @Test
  void whatIsDueGoesOnceAnHourAndWhatIsAskedForAtOnce() {
    String first = due();
    var worker =
        kit.spawn(RetentionWorker.create(() -> RULES, calls.eraser(), now::get, METRICS.keeping()));
    gone(first);
    passOver();
    String second = due();
    looked();
    now.updateAndGet(before -> before.plus(Duration.ofMinutes(59)));
    passOver();
    assertThat(calls.rows("call_log", second)).as("within the hour").isOne();
    now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
    gone(second);
    passOver();

    calls.run("UPDATE call_log_rebuild SET version = 1");
    String third = due();
    now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
    warned("until the call log is rebuilt");
    assertThat(calls.rows("call_log", third)).isOne();
    calls.run("UPDATE call_log_rebuild SET version = " + CallLogTable.VERSION);
    now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
    gone(third);
    passOver();

    String fourth = due();
    now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
    calls.run("ALTER TABLE call_goals RENAME TO goals_away");
    calls.outcome(fourth, "aged", NOW, true);
    calls.database().transactNow(connection -> {
      RemovalTable.begin(connection, "r", "", "boss", NOW);
      RemovalTable.add(connection, "r", fourth, NOW);
      return null;
    });
    warned("cannot be removed");
    calls.run("ALTER TABLE goals_away RENAME TO call_goals");
    gone(fourth);
    kit.stop(worker);
  }
}
