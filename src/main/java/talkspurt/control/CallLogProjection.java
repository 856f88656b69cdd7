package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.event.Logging;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.Offset;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.RestartSettings;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final RestartSettings AFTER_FAULT = RestartSettings.create(
          Duration.ofMillis(200), Duration.ofSeconds(3), 0.2)
      .withLogSettings(RestartSettings.createLogSettings(Logging.DebugLevel()));
  private static final Logger LOG = LoggerFactory.getLogger(CallLogProjection.class);

  private final JdbcReadJournal journal;
  private final Database database;
  private final CallLogWriter writer;
  private final Materializer materializer;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  private CallLogProjection(
      JdbcReadJournal journal,
      Database database,
      DiskWatch disk,
      Metrics metrics,
      Materializer materializer) {
    this.journal = journal;
    this.database = database;
    this.writer = new CallLogWriter(database, disk, metrics);
    this.materializer = materializer;
  }

  /** Runs as long as the actor lives. */
  static Behavior<Void> create(
      JdbcReadJournal journal, Database database, DiskWatch disk, Metrics metrics) {
    return Behaviors.setup(context -> {
      Materializer materializer = Materializer.matFromSystem(context.getSystem());
      UniqueKillSwitch running = RestartSource.onFailuresWithBackoff(
              AFTER_FAULT,
              new CallLogProjection(journal, database, disk, metrics, materializer)::writes)
          .viaMat(KillSwitches.single(), Keep.right())
          .to(Sink.ignore())
          .run(materializer);
      return Behaviors.receive(Void.class)
          .onSignal(PostStop.class, stopped -> {
            running.shutdown();
            return Behaviors.same();
          })
          .build();
    });
  }

  private Source<Boolean, NotUsed> writes() {
    LoggedCalls calls = new LoggedCalls(journal, materializer);
    return Source.completionStage(database.transact(CallLogTable::offset))
        .flatMapConcat(offset -> journal.eventsByTag(CallEntity.TAG, Offset.sequence(offset)))
        .mapAsync(1, calls::read)
        .batch(EVENTS_PER_TRANSACTION, rows -> rows, LogRows::and)
        .mapAsync(1, writer::write)
        .mapError(Throwable.class, this::told);
  }

  /** Once the disk has no room {@link DiskWatch} has told it. */
  private Throwable told(Throwable fault) {
    if (DiskFullException.caused(fault)) {
      return fault;
    }
    limited.log(
        "stopped",
        more -> LOG.warn(
            "the call log stopped ({}), and tries again{}", DatabaseFault.meaning(fault), more));
    return fault;
  }
}
