package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Tells whether the database can be used, whenever it is asked. One look at a time: whoever asks while
 * one is under way gets its answer, so that asking often does not pile up threads that wait.
 */
public final class DatabaseWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final String QUERY = "SELECT last_ordering FROM call_log_offset";
  private static final String CHANGE_NOTHING =
      "UPDATE call_log_offset SET last_ordering = last_ordering WHERE projection = 'call_log'";
  private static final int MAX_LINES_PER_MINUTE = 3;

  private final Database database;
  private final DiskWatch disk;
  private final JournalFigures journal;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final AtomicReference<CompletableFuture<Optional<String>>> look =
      new AtomicReference<>(CompletableFuture.completedFuture(Optional.empty()));
  private volatile boolean away;

  private DatabaseWatch(Database database, DiskWatch disk, JournalFigures journal) {
    this.database = database;
    this.disk = disk;
    this.journal = journal;
  }

  /** Watches from now on, and has the journal and the pool tell their figures. */
  public static DatabaseWatch start(ActorSystem<?> system, DatabaseMetrics metrics) {
    Database database = Database.of(system);
    JournalFigures journal = JournalFigures.of(system);
    journal.tellTo(metrics);
    PoolFigures.tell(database.pool(), metrics);
    return new DatabaseWatch(database, DiskWatch.of(system), journal);
  }

  /** What is wrong, in a few words without names and addresses, or nothing. Never fails. */
  public CompletionStage<Optional<String>> problem() {
    Optional<String> full = disk.problem();
    if (full.isPresent()) {
      // reads would do, writes are refused: nobody has to be asked, and the watch has told it
      return CompletableFuture.completedFuture(full);
    }
    CompletableFuture<Optional<String>> before = look.get();
    if (!before.isDone()) {
      return before;
    }
    CompletableFuture<Optional<String>> next = new CompletableFuture<>();
    if (!look.compareAndSet(before, next)) {
      return look.get();
    }
    ask().thenAccept(answer -> {
      note(answer);
      next.complete(answer);
    });
    return next;
  }

  /** After a fault a write has to succeed: from a full disk one can still read. */
  private CompletionStage<Optional<String>> ask() {
    boolean write = away || journal.failing();
    return database
        .transact(connection -> write ? write(connection) : read(connection))
        .thenCompose(done -> write
            ? database.transact(DatabaseWatch::inTheFile)
            : CompletableFuture.completedFuture(done))
        .handle((read, failure) -> failure == null
            ? Optional.empty()
            : Optional.of(DatabaseFault.meaning(
                failure instanceof CompletionException ? failure.getCause() : failure)));
  }

  private static boolean read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(QUERY)) {
      return row.next();
    }
  }

  private static boolean write(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(CHANGE_NOTHING) == 1;
    }
  }

  private static boolean inTheFile(Connection connection) throws SQLException {
    CommittedWrites.await(connection);
    return true;
  }

  private void note(Optional<String> answer) {
    if (answer.isPresent() != away) {
      away = answer.isPresent();
      answer.ifPresentOrElse(
          why -> limited.log(
              "away",
              more -> LOG.warn(
                  "database {}: calls go on, and what happens in them is kept for it{}",
                  why,
                  more)),
          () -> limited.log("back", more -> LOG.info("database answers again{}", more)));
    }
  }
}
