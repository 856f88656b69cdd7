package talkspurt.control;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Keeps the file of H2 small and the database open.
 *
 * <p>Some 10 KB are written for each event, of which soon nearly all is out of date. H2 makes room by
 * itself, except without a thread of its own, and that would write when nobody waits for it. A few rounds
 * after the last write there is nothing left to do, and nothing is written until there is a next one.
 *
 * <p>After a write that failed (a full disk) H2 closes its database, and each connection refuses all
 * work from then on. Once a round fails, all connections are closed: the next ones open the file anew, so
 * that the engine is back by itself a second or two after there is room again. What nobody waited for may be
 * gone then: whoever follows the journal is told.
 *
 * <p>It looks at the disk, too: for {@link DiskWatch}.
 *
 * <p>An actor, since those have ended when the database is closed.
 */
final class H2Upkeep {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int FILL_PERCENT = 80;
  private static final int MAX_BYTES_AT_ONCE = 1 << 20;

  /** The pages moved at once, and those that point to them. */
  private static final int MAX_BYTES_WRITTEN = 2 * MAX_BYTES_AT_ONCE;

  /** So long after a write what is out of date may make room: longer than RETENTION_TIME. */
  private static final int ROUNDS_AFTER_A_WRITE = 10;

  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final Logger LOG = LoggerFactory.getLogger(H2Upkeep.class);

  /** What it tells itself. */
  enum Tick {
    NOW
  }

  private final Database database;
  private final DiskWatch disk;
  private final JournalSignal journal;
  private final Consumer<Boolean> fails;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private boolean failing;
  private Optional<MVStore> lastUsed = Optional.empty();
  private long version;
  private int quietRounds;

  /**
   * @param journal told when the file was opened anew, and can be used
   * @param fails told at each round whether it cannot be used
   */
  H2Upkeep(Database database, DiskWatch disk, JournalSignal journal, Consumer<Boolean> fails) {
    this.database = database;
    this.disk = disk;
    this.journal = journal;
    this.fails = fails;
  }

  /** Has to run where it may block. */
  static Behavior<Tick> create(
      Database database, DiskWatch disk, JournalSignal journal, Consumer<Boolean> fails) {
    return Behaviors.withTimers(timers -> {
      H2Upkeep upkeep = new H2Upkeep(database, disk, journal, fails);
      timers.startTimerWithFixedDelay(Tick.NOW, EVERY);
      return Behaviors.receiveMessage(tick -> {
        upkeep.round();
        return Behaviors.same();
      });
    });
  }

  /** One round; a failure is logged once, until a round succeeds again. */
  void round() {
    disk.look();
    try {
      database.transactNow(this::upkeep);
      if (failing) {
        limited.log("works", more -> LOG.info("H2 works again{}", more));
      }
      failing = false;
      fails.accept(false);
    } catch (IllegalStateException
        | AssertionError fault) { // H2 asserts; whatever it was, the next round comes
      if (!failing) {
        limited.log(
            "fails",
            more -> LOG.warn(
                "H2 {}: its file is opened again every second until it works{}",
                DatabaseFault.meaning(fault),
                more));
      }
      failing = true;
      fails.accept(true);
      if (!(fault.getCause() instanceof SQLTransientException)) {
        database.renewConnections();
      }
    }
  }

  private boolean upkeep(Connection connection) throws SQLException {
    Optional<MVStore> store = H2Store.of(connection);
    if (store.isEmpty() || isQuiet(store.get())) {
      return false;
    }
    boolean anew = failing || lastUsed.isPresent() && lastUsed.get() != store.get();
    force(connection); // writes what the last round moved: what is free now stays free
    boolean moved = disk.leavesRoomToCompact(MAX_BYTES_WRITTEN) && compact(store.get());
    version = store.get().getCurrentVersion();
    lastUsed = store;
    if (anew) {
      journal.reopened();
    }
    return moved;
  }

  /** A store that was closed has to be used for that to be noticed. */
  private boolean isQuiet(MVStore store) {
    boolean same = lastUsed.filter(last -> last == store).isPresent()
        && store.getCurrentVersion() == version
        && !store.hasUnsavedChanges();
    quietRounds = same ? quietRounds + 1 : 0;
    return quietRounds > ROUNDS_AFTER_A_WRITE && !store.isClosed();
  }

  /**
   * One round of making room.
   *
   * @return whether there was something to do
   */
  static boolean once(Connection connection) throws SQLException {
    force(connection);
    return compact(H2Store.of(connection).orElseThrow());
  }

  private static void force(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // what RETENTION_TIME frees must not be all that the disk has
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /** Writes before it frees: not on a disk that has next to nothing left. */
  private static boolean compact(MVStore store) {
    return store.compact(FILL_PERCENT, MAX_BYTES_AT_ONCE);
  }
}
