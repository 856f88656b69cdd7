package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one row that tells of which version the call log is, and how far it is being made anew. */
final class RebuildTable {

  static final String COLUMNS =
      "version, running, position, target, calls, worker, started_at, renewed_at, finished_at";

  private static final String READ = "SELECT " + COLUMNS + " FROM call_log_rebuild";
  private static final String BEGIN = "UPDATE call_log_rebuild SET running = TRUE, position = 0,"
      + " target = ?, calls = 0, worker = '', started_at = CURRENT_TIMESTAMP, renewed_at = NULL"
      + " WHERE NOT running";

  /** Whoever has not been heard of for so long has died, or cannot reach the database. */
  private static final String TAKE = "UPDATE call_log_rebuild SET worker = ?,"
      + " renewed_at = CURRENT_TIMESTAMP WHERE running AND (worker = ? OR worker = ''"
      + " OR renewed_at < CURRENT_TIMESTAMP - INTERVAL '60' SECOND)";

  private static final String MOVE =
      "UPDATE call_log_rebuild SET position = ?, calls = calls + ?, renewed_at = CURRENT_TIMESTAMP"
          + " WHERE running AND worker = ? AND position = ?";
  private static final String FINISH =
      "UPDATE call_log_rebuild SET running = FALSE, version = ?, finished_at = CURRENT_TIMESTAMP"
          + " WHERE running AND worker = ? AND position >= target";

  private RebuildTable() {}

  static RebuildState read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException(
            "call_log_rebuild has no row; run the files of persistence-sql again");
      }
      return new RebuildState(
          row.getInt("version"),
          row.getBoolean("running"),
          row.getLong("position"),
          row.getLong("target"),
          row.getLong("calls"),
          row.getString("worker"),
          SqlTimes.instant(row, "started_at"),
          SqlTimes.instant(row, "finished_at"));
    }
  }

  /** Asks for the log to be made anew, up to where it has come; false where that is under way. */
  static boolean begin(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      statement.setLong(1, CallLogTable.offset(connection));
      return statement.executeUpdate() == 1;
    }
  }

  /** Takes the work up, or keeps it; false where another does it. */
  static boolean take(Connection connection, String worker) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, worker);
      statement.setString(2, worker);
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Calls were made anew from one place to another.
   *
   * @throws SQLException where somebody else has taken the work meanwhile: nothing of it is to be kept
   */
  static void move(Connection connection, String worker, long from, long to, int calls)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, to);
      statement.setInt(2, calls);
      statement.setString(3, worker);
      statement.setLong(4, from);
      if (statement.executeUpdate() != 1) {
        throw new SQLException("the call log is being made anew by another process");
      }
    }
  }

  /** All calls were made anew, as this program writes them. */
  static void finish(Connection connection, String worker) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
      statement.setInt(1, CallLogTable.VERSION);
      statement.setString(2, worker);
      statement.executeUpdate();
    }
  }
}
