package talkspurt.control;

import java.sql.SQLException;
import org.h2.api.DatabaseEventListener;
import org.h2.mvstore.MVStore;

/**
 * Lets no thread wait for ever on a database that H2 has closed.
 *
 * <p>A store counts who uses its latest version. A ROLLBACK that fails, as it does once a write has failed and H2
 * has closed the store, is taken off twice. Below zero every other statement that is under way turns in
 * {@link MVStore#registerVersionUsage} until there is another version, which a closed store never
 * has: a core is busy for good, and whoever waits for the answer waits for good. So what failed on a
 * closed store is counted once more, before H2 takes it off. Whichever closed store it is: of one that has been
 * below zero before, too.
 *
 * <p>Made by H2, as the address in persistence.conf says.
 */
public final class H2Faults implements DatabaseEventListener {

  /** Made by H2. */
  public H2Faults() {}

  /** A statement failed; H2 has not ended it yet. */
  @Override
  public void exceptionThrown(SQLException fault, String sql) {
    for (MVStore store : H2Store.used()) {
      if (store.isClosed()) {
        H2Store.countOnceMore(store);
      }
    }
  }
}
