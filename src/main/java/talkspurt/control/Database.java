package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;

/** The database of the journal, through the journal's own pool: one address, one password. */
final class Database {

  /** What is done with a connection, in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Threads that may wait for the database. */
  static final DispatcherSelector BLOCKING =
      DispatcherSelector.fromConfig("talkspurt.database-dispatcher");

  private static final Duration LOOKS_APART = Duration.ofMillis(200);

  private final HikariDataSource pool;
  private final Executor blocking;

  Database(HikariDataSource pool, Executor blocking) {
    this.pool = pool;
    this.blocking = blocking;
  }

  static Database of(ActorSystem<?> system) {
    Config journal = system.settings().config().getConfig("jdbc-journal");
    SlickExtensionImpl slick = (SlickExtensionImpl) SlickExtension.get(system);
    if (slick.database(journal).database().source() instanceof HikariCPJdbcDataSource pooled) {
      return new Database(pooled.ds(), system.dispatchers().lookup(BLOCKING));
    }
    throw new IllegalStateException("the journal's connections are not pooled by HikariCP");
  }

  /** How often the journal is looked at for who follows it, as persistence.conf says. */
  static FollowJournalStage.Pace pace(Config readJournal) {
    Config missing = readJournal.getConfig("journal-sequence-retrieval");
    Duration forMissing = missing.getDuration("query-delay");
    return new FollowJournalStage.Pace(
        readJournal.getDuration("refresh-interval"),
        LOOKS_APART,
        forMissing,
        forMissing.multipliedBy(missing.getInt("max-tries")));
  }

  /** The same of a node. */
  static FollowJournalStage.Pace pace(ActorSystem<?> system) {
    return pace(system.settings().config().getConfig("jdbc-read-journal"));
  }

  /** Its connections. */
  HikariDataSource pool() {
    return pool;
  }

  /**
   * Closes each connection, those in use when they are given back. H2 closes its database for good
   * after a write that failed; connections made after that open it again.
   */
  void renewConnections() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /** Works on a thread that may block. */
  <T> CompletionStage<T> transact(Work<T> work) {
    return CompletableFuture.supplyAsync(() -> transactNow(work), blocking);
  }

  /** Works on this thread, which waits. The pool rolls back what was not committed. */
  <T> T transactNow(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      return result;
    } catch (SQLException fault) {
      SQLException plain = DatabaseMessage.withoutValues(fault);
      throw new IllegalStateException("database: " + plain.getMessage(), plain);
    }
  }
}
