package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Whether what was committed is in the database's file. Of PostgreSQL it is. H2 acknowledges a commit
 * that another thread has put on its way to the file, even with {@code WRITE_DELAY=0}, without waiting
 * for that thread or asking what became of its write.
 *
 * <p>So what H2 writes by itself at each commit proves nothing, and costs as much as a write that is
 * waited for: some 10 KB. It is told to leave that; whoever waits first writes for all.
 */
final class CommittedWrites {

  /** Neither at each commit, as 0 would say, nor by a thread of H2's own. */
  private static final int WHEN_ASKED = -1;

  private CommittedWrites() {}

  /**
   * Waits until all that this connection has committed is in the file, with all that others have.
   *
   * @throws SQLException where it could not be written, or H2 has closed the file meanwhile
   */
  static void await(Connection connection) throws SQLException {
    Optional<MVStore> store = H2Store.of(connection);
    if (store.isPresent()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT");
      }
      await(store.get());
      if (store.get().getAutoCommitDelay() == 0) { // at first, and when a connection was made
        store.get().setAutoCommitDelay(WHEN_ASKED);
      }
    }
  }

  private static void await(MVStore store) throws SQLException {
    if (store.getFileStore() == null) {
      return;
    }
    try {
      // runs once all writes before it are done
      store.executeFilestoreOperation(() -> {});
    } catch (MVStoreException closed) {
      throw lost(closed);
    }
    MVStoreException fault = store.getPanicException();
    if (fault != null) {
      throw lost(fault);
    }
  }

  private static SQLException lost(MVStoreException fault) {
    return new SQLException("a committed event may not be in the file", fault);
  }
}
