package talkspurt.control;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

  private static final MethodHandle USAGE;
  private static final MethodHandle INCREMENT;

  static {
    try {
      MethodHandles.Lookup within =
          MethodHandles.privateLookupIn(MVStore.class, MethodHandles.lookup());
      USAGE = within.findGetter(MVStore.class, "currentTxCounter", MVStore.TxCounter.class);
      INCREMENT = within.findVirtual(
          MVStore.TxCounter.class, "incrementAndGet", MethodType.methodType(int.class));
    } catch (ReflectiveOperationException another) {
      throw new ExceptionInInitializerError(another); // another version of H2: see H2FaultsTest
    }
  }

  private H2Store() {}

  /**
   * Counts one more who uses the latest version of a store that is closed, and more where the count is below one then.
   * {@link MVStore#registerVersionUsage} would turn for ever there.
   */
  static void countOnceMore(MVStore closed) {
    try {
      MVStore.TxCounter usage = (MVStore.TxCounter) USAGE.invokeExact(closed);
      int count;
      do {
        count = (int) INCREMENT.invokeExact(usage);
      } while (count <= 0);
    } catch (Throwable impossible) {
      throw new IllegalStateException("the users of a store cannot be counted", impossible);
    }
  }

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
