package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.event.Logging;
import akka.japi.function.Function;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.RestartSettings;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Writes the call log from the journal: one in the cluster, each event once, and again from where it
 * was after a database fault.
 */
final class CallLogProjection {

  private static final int EVENTS_PER_TRANSACTION = 100;
  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final Duration LOOK_FOR_REBUILD_EVERY = Duration.ofSeconds(5);
  private static final RestartSettings AFTER_FAULT = RestartSettings.create(
          Duration.ofMillis(200), Duration.ofSeconds(3), 0.2)
      .withLogSettings(RestartSettings.createLogSettings(Logging.DebugLevel()));
  private static final Logger LOG = LoggerFactory.getLogger(CallLogProjection.class);

  private final JdbcReadJournal journal;
  private final JournalReader reader;
  private final JournalSignal signal;
  private final FollowJournalStage.Pace pace;
  private final Database database;
  private final CallLogWriter writer;
  private final CallKeys keys;
  private final DatabaseMetrics metrics;
  private final InstantSource clock = InstantSource.system();
  private final Materializer materializer;
  private final NanoClock nanos = NanoClock.system();
  private final CallLogLag lag = new CallLogLag(nanos);
  private final LimitedLog limited = new LimitedLog(nanos, MAX_LINES_PER_MINUTE);

  private CallLogProjection(
      ActorSystem<?> system,
      JdbcReadJournal journal,
      Database database,
      DiskWatch disk,
      Metrics metrics) {
    this.journal = journal;
    this.reader = JournalReader.of(system);
    this.signal = JournalSignal.of(system);
    this.pace = Database.pace(system);
    this.database = database;
    this.keys = CallKeys.of(system);
    this.writer = new CallLogWriter(database, disk, metrics);
    this.materializer = Materializer.matFromSystem(system);
    this.metrics = metrics.database();
    this.metrics.callLogLag(lag::seconds);
  }

  /** Runs as long as the actor lives. */
  static Behavior<Void> create(
      JdbcReadJournal journal, Database database, DiskWatch disk, Metrics metrics) {
    return Behaviors.setup(context -> {
      CallLogProjection projection =
          new CallLogProjection(context.getSystem(), journal, database, disk, metrics);
      context.spawn(
          CallLogUpkeep.create(
              database,
              CallLogRebuild.of(context.getSystem(), metrics.database()),
              new WordIndexFill(metrics.database()),
              LOOK_FOR_REBUILD_EVERY),
          "upkeep",
          Database.BLOCKING);
      UniqueKillSwitch running = RestartSource.onFailuresWithBackoff(
              AFTER_FAULT, projection::writes)
          .viaMat(KillSwitches.single(), Keep.right())
          .to(Sink.ignore())
          .run(projection.materializer);
      return Behaviors.receive(Void.class)
          .onSignal(PostStop.class, stopped -> {
            running.shutdown();
            projection.lag.stops();
            return Behaviors.same();
          })
          .build();
    });
  }

  private Source<Boolean, NotUsed> writes() {
    LoggedCalls calls = new LoggedCalls(journal, materializer);
    return Source.completionStage(database.transact(CallLogTable::offset))
        .flatMapConcat(offset -> followed(offset)
            .mapAsync(1, calls::read)
            .batch(EVENTS_PER_TRANSACTION, rows -> rows, LogRows::and)
            .statefulMapConcat(() -> inOrder(offset)))
        .mapAsync(1, this::written)
        .mapError(Throwable.class, this::told);
  }

  /** Rows know those before them: nobody waits until they are in the file, so a fault may take some back. */
  private static Function<LogRows, Iterable<LogRows>> inOrder(long offset) {
    AtomicLong reached = new AtomicLong(offset);
    return rows -> List.of(rows.after(reached.getAndSet(rows.ordering())));
  }

  private Source<EventEnvelope, NotUsed> followed(long offset) {
    lag.follows(offset);
    return Source.fromGraph(
        new FollowJournalStage(this::after, signal, pace, nanos, InstantSource.system(), offset));
  }

  private CompletionStage<List<EventEnvelope>> after(long ordering) {
    long begun = nanos.nanoTime();
    return database.transact(connection -> reader.after(connection, ordering)).thenApply(rows -> {
      if (rows.size() < JournalReader.MAX_ROWS) {
        lag.looked(begun, lastOfCalls(rows));
      }
      return rows;
    });
  }

  /** 0 where none is of a call. */
  private static long lastOfCalls(List<EventEnvelope> rows) {
    return rows.stream()
        .filter(row -> CallEntity.isCall(row.persistenceId()))
        .mapToLong(OrderingCursor::ordering)
        .max()
        .orElse(0);
  }

  private CompletionStage<Boolean> written(LogRows rows) {
    return kept(rows).thenCompose(writer::write).thenApply(taken -> {
      lag.written(rows.ordering());
      return taken;
    });
  }

  /**
   * Rows without words of calls whose profile wants none kept. That they are to be erased is written first: a fault between
   * has both done again.
   */
  private CompletionStage<LogRows> kept(LogRows rows) {
    Set<String> wordless = rows.rows().values().stream()
        .filter(entry -> keys.forgets(entry.profile()))
        .map(CallLogEntry::callId)
        .collect(Collectors.toSet());
    LogRows kept = rows.withoutWords(wordless);
    List<String> over = rows.ended().stream()
        .map(CallLogEntry::callId)
        .filter(wordless::contains)
        .toList();
    return over.isEmpty()
        ? CompletableFuture.completedFuture(kept)
        : keys.destroyLater(over, clock.instant()).thenApply(done -> kept);
  }

  /** Once the disk has no room {@link DiskWatch} has told it. */
  private Throwable told(Throwable fault) {
    metrics.callLogStopped();
    if (DiskFullException.caused(fault)) {
      return fault;
    }
    limited.logUnlessOutage(
        "stopped",
        more -> LOG.warn(
            "the call log stopped ({}), and tries again{}", DatabaseFault.meaning(fault), more));
    return fault;
  }
}
