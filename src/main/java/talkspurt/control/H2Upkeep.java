package talkspurt.control;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Keeps the file of H2 small and the database open.
 *
 * <p>Some 10 KB are written for each event, of which soon nearly all is out of date. H2 makes room by
 * itself, except with {@code WRITE_DELAY=0}, which is what keeps acknowledged events through a crash.
 *
 * <p>After a write that failed (a full disk) H2 closes its database, and each connection refuses all
 * work from then on. Once a round fails, all connections are closed: the next ones open the file anew, so
 * that the engine is back by itself a second or two after there is room again.
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

  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final Logger LOG = LoggerFactory.getLogger(H2Upkeep.class);

  /** What it tells itself. */
  enum Tick {
    NOW
  }

  private final Database database;
  private final DiskWatch disk;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private boolean failing;

  H2Upkeep(Database database, DiskWatch disk) {
    this.database = database;
    this.disk = disk;
  }

  /** Has to run where it may block. */
  static Behavior<Tick> create(Database database, DiskWatch disk) {
    return Behaviors.withTimers(timers -> {
      H2Upkeep upkeep = new H2Upkeep(database, disk);
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
    } catch (IllegalStateException fault) {
      if (!failing) {
        limited.log(
            "fails",
            more -> LOG.warn(
                "H2 {}: its file is opened again every second until it works{}",
                DatabaseFault.meaning(fault),
                more));
      }
      failing = true;
      if (!(fault.getCause() instanceof SQLTransientException)) {
        database.renewConnections();
      }
    }
  }

  private boolean upkeep(Connection connection) throws SQLException {
    force(connection); // writes what the last round moved: what is free now stays free
    return disk.leavesRoomToCompact(MAX_BYTES_WRITTEN) && compact(connection);
  }

  /**
   * One round of making room.
   *
   * @return whether there was something to do
   */
  static boolean once(Connection connection) throws SQLException {
    force(connection);
    return compact(connection);
  }

  private static void force(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // what RETENTION_TIME frees must not be all that the disk has
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /** Writes before it frees: not on a disk that has next to nothing left. */
  private static boolean compact(Connection connection) throws SQLException {
    Optional<MVStore> store = H2Store.of(connection);
    return store.isPresent() && store.get().compact(FILL_PERCENT, MAX_BYTES_AT_ONCE);
  }
}
