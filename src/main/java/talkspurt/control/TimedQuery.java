package talkspurt.control;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs queries that end in time, with a fault where they do not. */
final class TimedQuery {

  /** Reads the rows. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private TimedQuery() {}

  /** What is read. H2 keeps the limit for all that follows on the connection, so it is taken back. */
  static <T> T within(int seconds, PreparedStatement statement, Reading<T> reading)
      throws SQLException {
    statement.setQueryTimeout(seconds);
    try (ResultSet rows = statement.executeQuery()) {
      return reading.read(rows);
    } finally {
      statement.setQueryTimeout(0);
    }
  }
}
