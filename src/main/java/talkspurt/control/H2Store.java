package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/** What keeps the tables of H2, below SQL. */
final class H2Store {

  private static final Set<MVStore> USED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private H2Store() {}

  /** The store of a connection's database; empty where that is no H2 of this process. */
  static Optional<MVStore> of(Connection connection) throws SQLException {
    if (connection.isWrapperFor(JdbcConnection.class)
        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      MVStore store = session.getDatabase().getStore().getMvStore();
      USED.add(store);
      return Optional.of(store);
    }
    return Optional.empty();
  }

  /** Stores that were asked for, as long as somebody holds them. */
  static Set<MVStore> used() {
    synchronized (USED) {
      return Set.copyOf(USED);
    }
  }
}
