package talkspurt.control;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Keeps the file of H2 small: some 10 KB are written for each event, of which soon nearly all is
 * out of date.
 *
 * <p>H2 does this by itself, except with {@code WRITE_DELAY=0}, which is what keeps acknowledged
 * events through a crash. An actor, since those have ended when the database is closed.
 */
final class H2Upkeep {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int FILL_PERCENT = 80;
  private static final int MOST_BYTES_AT_ONCE = 1 << 20;

  /** What it tells itself. */
  enum Tick {
    NOW
  }

  private H2Upkeep() {}

  /** Has to run where it may block. */
  static Behavior<Tick> create(Database database) {
    Behavior<Tick> working = Behaviors.withTimers(timers -> {
      timers.startTimerWithFixedDelay(Tick.NOW, EVERY);
      return Behaviors.receiveMessage(tick -> {
        database.transactNow(H2Upkeep::once);
        return Behaviors.same();
      });
    });
    return Behaviors.supervise(working).onFailure(SupervisorStrategy.restart());
  }

  /**
   * One round.
   *
   * @return whether there was something to do
   */
  static boolean once(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // what RETENTION_TIME frees must not be all that the disk has
      statement.execute("CHECKPOINT SYNC");
    }
    return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        && session.getDatabase().getStore().getMvStore().compact(FILL_PERCENT, MOST_BYTES_AT_ONCE);
  }
}
