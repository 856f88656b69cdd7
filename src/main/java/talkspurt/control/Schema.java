package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables that calls are kept in. */
public final class Schema {

  private static final String H2 = "H2";
  private static final List<String> TABLES =
      List.of("event_journal", "event_tag", "snapshot", "call_log", "call_log_offset");

  private Schema() {}

  /**
   * Sees to it that the tables are there: makes those that are missing in H2, whose file is ours and
   * is kept small from now on; refuses to start without them elsewhere. Waits for the database; to
   * be called before anything is persisted.
   */
  public static void prepare(ActorSystem<?> system) {
    Database database = Database.of(system);
    String product = database.transactNow(Schema::prepare);
    if (product.equals(H2)) {
      system.systemActorOf(H2Upkeep.create(database), "h2-upkeep", Database.BLOCKING);
    }
  }

  private static String prepare(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    switch (product) {
      case H2 -> create(connection);
      case "PostgreSQL" -> check(connection);
      default ->
        throw new IllegalStateException("database is " + product + "; allowed: H2, PostgreSQL");
    }
    return product;
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("RUNSCRIPT FROM 'classpath:persistence-sql/h2/create.sql'");
    }
  }

  private static void check(Connection connection) throws SQLException {
    for (String table : TABLES) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1 FROM " + table + " WHERE 1 = 0");
      } catch (SQLException absent) {
        throw new IllegalStateException(
            "table " + table + " cannot be read; run persistence-sql/postgres/create.sql first: "
                + absent.getMessage(),
            absent);
      }
    }
  }
}
