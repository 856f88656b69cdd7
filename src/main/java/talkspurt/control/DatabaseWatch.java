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
import talkspurt.telemetry.Metrics;

/**
 * Tells whether the database can be used, whenever it is asked. One look at a time: whoever asks while
 * one is under way gets its answer, so that asking often does not pile up threads that wait.
 */
public final class DatabaseWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final String QUERY = "SELECT last_ordering FROM call_log_offset";

  private final Database database;
  private final AtomicReference<CompletableFuture<Optional<String>>> look =
      new AtomicReference<>(CompletableFuture.completedFuture(Optional.empty()));
  private volatile boolean away;

  private DatabaseWatch(Database database) {
    this.database = database;
  }

  /** Watches from now on, and has the journal and the pool tell their figures. */
  public static DatabaseWatch start(ActorSystem<?> system, Metrics metrics) {
    Database database = Database.of(system);
    JournalFigures.of(system).tellTo(metrics);
    PoolFigures.tell(database.pool(), metrics);
    return new DatabaseWatch(database);
  }

  /** What is wrong, in a few words without names and addresses, or nothing. Never fails. */
  public CompletionStage<Optional<String>> problem() {
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
        .transact(DatabaseWatch::read)
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

  private void note(Optional<String> answer) {
    if (answer.isPresent() != away) {
      away = answer.isPresent();
      answer.ifPresentOrElse(
          why -> LOG.warn("database {}: calls go on, and what happens in them is kept for it", why),
          () -> LOG.info("database answers again"));
    }
  }
}
