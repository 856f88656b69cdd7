package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;
import talkspurt.telemetry.KnownOutage;
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
  private static final long WRITE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Database database;
  private final DiskWatch disk;
  private final JournalFigures journal;
  private final NanoClock clock;
  private final LimitedLog limited;
  private final AtomicReference<CompletableFuture<Optional<String>>> look =
      new AtomicReference<>(CompletableFuture.completedFuture(Optional.empty()));
  private volatile boolean away;
  private volatile long triedNanos;

  DatabaseWatch(Database database, DiskWatch disk, JournalFigures journal, NanoClock clock) {
    this.database = database;
    this.disk = disk;
    this.journal = journal;
    this.clock = clock;
    this.limited = new LimitedLog(clock, MAX_LINES_PER_MINUTE);
    this.triedNanos = clock.nanoTime();
  }

  /** Watches from now on, and has the journal and the pool tell their figures. */
  public static DatabaseWatch start(ActorSystem<?> system, DatabaseMetrics metrics) {
    KnownOutage.ends(); // nothing is known of this node yet
    Database database = Database.of(system);
    JournalFigures journal = JournalFigures.of(system);
    journal.tellTo(metrics);
    PoolFigures.tell(database.pool(), metrics);
    return new DatabaseWatch(database, DiskWatch.of(system), journal, NanoClock.system());
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

  private CompletionStage<Optional<String>> ask() {
    return database
        .transact(this::wrote)
        .thenCompose(wrote -> wrote
            ? database.transact(DatabaseWatch::inTheFile)
            : CompletableFuture.completedFuture(true))
        .handle((done, failure) -> failure == null
            ? Optional.empty()
            : Optional.of(DatabaseFault.meaning(
                failure instanceof CompletionException ? failure.getCause() : failure)));
  }

  /**
   * Reads, or writes what changes nothing: from a full disk one can still read. After a fault a write has to
   * succeed; and of H2, to whose file an idle node writes nothing else, one now and then.
   */
  private boolean wrote(Connection connection) throws SQLException {
    boolean due = clock.nanoTime() - triedNanos >= WRITE_EVERY_NANOS;
    if (!away && !journal.failing() && !(due && H2Store.of(connection).isPresent())) {
      read(connection);
      return false;
    }
    triedNanos = clock.nanoTime();
    return write(connection);
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

  private void tellAway(String why) {
    KnownOutage.begins();
    limited.log(
        "away",
        more -> LOG.warn(
            "database {}: calls go on, and their events wait in memory for it{}", why, more));
  }

  private void tellBack() {
    long leftOut = KnownOutage.ends();
    limited.log(
        "back",
        more -> LOG.info(
            "database answers again; {} lines about what could not be done meanwhile are left out{}",
            leftOut,
            more));
  }

  private void note(Optional<String> answer) {
    if (answer.isPresent() != away) {
      away = answer.isPresent();
      answer.ifPresentOrElse(this::tellAway, this::tellBack);
    }
  }
}
