package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import talkspurt.telemetry.NanoClock;

class FollowJournalStageTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final NavigableMap<Long, EventEnvelope> journal = new ConcurrentSkipListMap<>();
  private final LinkedBlockingQueue<Long> looks = new LinkedBlockingQueue<>();
  private final JournalSignal signal = new JournalSignal();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void beginsBehindTheOffsetAndTellsEventsOfCallsAlone() {
    write(4, "call|a");
    write(5, "call|a");
    write(6, "shard|1");
    write(7, "call|b");
    TestSubscriber.Probe<EventEnvelope> events = follow(NEVER, SHORT);
    events.request(10);
    assertThat(ordering(events.expectNext())).isEqualTo(5);
    assertThat(ordering(events.expectNext())).isEqualTo(7);
    events.cancel();
  }

  @Test
  void looksAgainWhenThisNodeHasWritten() throws InterruptedException {
    TestSubscriber.Probe<EventEnvelope> events = follow(NEVER, SHORT);
    events.request(10);
    assertThat(looks.take()).isEqualTo(4);
    write(5, "call|a");
    signal.written();
    assertThat(ordering(events.expectNext())).isEqualTo(5);
    write(6, "call|a");
    signal.written();
    assertThat(ordering(events.expectNext())).isEqualTo(6);
    events.cancel();
  }

  @Test
  void looksNowAndThenForWhatOthersHaveWritten() {
    TestSubscriber.Probe<EventEnvelope> events = follow(SHORT, NEVER);
    events.request(10);
    write(5, "call|a");
    assertThat(ordering(events.expectNext())).isEqualTo(5);
    events.cancel();
  }

  @Test
  void readsAllThatIsThereThoughNobodyWrites() {
    long last = 4 + 2 * JournalReader.MAX_ROWS + 3;
    for (long ordering = 5; ordering <= last; ordering++) {
      write(ordering, "call|a");
    }
    TestSubscriber.Probe<EventEnvelope> events = follow(NEVER, NEVER);
    events.request(Long.MAX_VALUE);
    for (long ordering = 5; ordering <= last; ordering++) {
      assertThat(ordering(events.expectNext())).isEqualTo(ordering);
    }
    events.cancel();
  }

  @Test
  void waitsForARowThatIsMissing() {
    write(6, "call|b");
    TestSubscriber.Probe<EventEnvelope> events = follow(NEVER, NEVER);
    events.request(10);
    write(5, "call|a");
    assertThat(ordering(events.expectNext())).isEqualTo(5);
    assertThat(ordering(events.expectNext())).isEqualTo(6);
    events.cancel();
  }

  @Test
  void failsWithTheDatabase() {
    IllegalStateException away = new IllegalStateException("away");
    TestSubscriber.Probe<EventEnvelope> events =
        follow(NEVER, NEVER, offset -> CompletableFuture.failedFuture(away));
    events.request(1);
    assertThat(events.expectError()).isSameAs(away);
  }

  @Test
  void failsWhenTheDatabaseWasOpenedAnew() {
    write(5, "call|a");
    TestSubscriber.Probe<EventEnvelope> events = follow(NEVER, NEVER);
    events.request(2);
    assertThat(ordering(events.expectNext())).isEqualTo(5);
    signal.reopened();
    assertThat(events.expectError()).hasMessageContaining("opened again");
  }

  @Test
  void theNodesPaceFollowsFromItsSettings() {
    FollowJournalStage.Pace pace = Database.pace(ConfigFactory.parseString(
        "refresh-interval = 7s, journal-sequence-retrieval { query-delay = 50ms, max-tries = 8 }"));
    assertThat(pace.every()).isEqualTo(Duration.ofSeconds(7));
    assertThat(pace.forMissing()).isEqualTo(Duration.ofMillis(50));
    assertThat(pace.patience()).isEqualTo(Duration.ofMillis(400));
  }

  private TestSubscriber.Probe<EventEnvelope> follow(Duration every, Duration apart) {
    return follow(every, apart, this::after);
  }

  private TestSubscriber.Probe<EventEnvelope> follow(
      Duration every, Duration apart, LongFunction<CompletionStage<List<EventEnvelope>>> rows) {
    return Source.fromGraph(new FollowJournalStage(
            rows,
            signal,
            new FollowJournalStage.Pace(every, apart, SHORT, NEVER),
            NanoClock.system(),
            InstantSource.fixed(NOW),
            4))
        .runWith(TestSink.create(KIT.system().classicSystem()), KIT.system());
  }

  private CompletionStage<List<EventEnvelope>> after(long offset) {
    List<EventEnvelope> rows = journal.tailMap(offset, false).values().stream()
        .limit(JournalReader.MAX_ROWS)
        .toList();
    looks.add(offset);
    return CompletableFuture.completedFuture(rows);
  }

  private void write(long ordering, String persistenceId) {
    journal.put(
        ordering,
        EventEnvelope.apply(
            Offset.sequence(ordering), persistenceId, 1, "event", NOW.toEpochMilli()));
  }

  private static long ordering(EventEnvelope event) {
    return OrderingCursor.ordering(event);
  }
}
