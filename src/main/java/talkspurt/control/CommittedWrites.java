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
 */
final class CommittedWrites {

  private CommittedWrites() {}

  /**
   * Waits until all that this connection has committed is in the file.
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
