package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Whether a write that the database has acknowledged is in its file. Of PostgreSQL it is. H2, even with
 * {@code WRITE_DELAY=0}, acknowledges a commit that meets another thread's without waiting for the
 * file; should that write fail (a full disk), what was acknowledged is gone.
 */
final class CommittedWrites {

  private static final String EVENT =
      "SELECT 1 FROM event_journal WHERE persistence_id = ? AND sequence_number = ?";

  private final Database database;
  private final boolean mayWait;

  private CommittedWrites(Database database) {
    this.database = database;
    this.mayWait = database.pool().getJdbcUrl().startsWith("jdbc:h2:");
  }

  static CommittedWrites of(ActorSystem<?> system) {
    return new CommittedWrites(Database.of(system));
  }

  /** Completes once all that was committed before is in the file; fails where it could not be written. */
  CompletionStage<Boolean> written() {
    return written(Map.of());
  }

  /**
   * The same, for events: H2 may have closed its database after they were committed, and have been opened
   * again without them.
   *
   * @param last of each persistence id the number of the last event that was committed
   */
  CompletionStage<Boolean> written(Map<String, Long> last) {
    return mayWait
        ? database.transact(connection -> written(connection, last))
        : CompletableFuture.completedFuture(true);
  }

  /** Looks first: what is there now and is written after that is in the file. */
  private static boolean written(Connection connection, Map<String, Long> last)
      throws SQLException {
    try (PreparedStatement look = connection.prepareStatement(EVENT);
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, Long> event : last.entrySet()) {
        look.setString(1, event.getKey());
        look.setLong(2, event.getValue());
        try (ResultSet row = look.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("a committed event is gone: the database was opened again");
          }
        }
      }
      statement.execute("CHECKPOINT");
    }
    if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      awaitWriters(session.getDatabase().getStore().getMvStore());
    }
    return true;
  }

  /** A checkpoint finds nothing to do while others' changes are on their way to the file. */
  private static void awaitWriters(MVStore store) throws SQLException {
    if (store.getFileStore() != null) {
      store.executeFilestoreOperation(() -> {});
    }
    MVStoreException fault = store.getPanicException();
    if (fault != null) {
      throw new SQLException("a committed event may not be in the file", fault);
    }
  }
}
