package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rows of holds. */
final class HoldTable {

  static final String COLUMNS = "call_id, reason, held_by, held_at";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM call_holds";
  private static final String UPDATE =
      "UPDATE call_holds SET reason = ?, held_by = ?, held_at = ? WHERE call_id = ?";
  private static final String INSERT =
      "INSERT INTO call_holds (reason, held_by, held_at, call_id) VALUES (?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM call_holds WHERE call_id = ?";

  private static final String LOCK = "SELECT only_one FROM call_holds_lock FOR UPDATE";
  private static final String KEPT = "SELECT 1 FROM call_log WHERE call_id = ?"
      + " UNION ALL SELECT 1 FROM event_journal WHERE persistence_id = ?";

  private HoldTable() {}

  /**
   * Until this transaction ends no call is held by another, and no other deletes calls. To be called before anything is read
   * that decides what is deleted.
   */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.executeQuery().close();
    }
  }

  /** Whether anything is there of a call that could be held. */
  static boolean kept(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEPT)) {
      statement.setString(1, callId);
      statement.setString(2, CallEntity.persistenceId(callId).id());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Those of these calls. */
  static List<LegalHold> of(Connection connection, Collection<String> calls) throws SQLException {
    if (calls.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement =
            new Conditions().in("call_id", calls).prepare(connection, SELECT, " ORDER BY call_id");
        ResultSet row = statement.executeQuery()) {
      List<LegalHold> holds = new ArrayList<>();
      while (row.next()) {
        holds.add(new LegalHold(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            SqlTimes.instant(row, 4).orElseThrow()));
      }
      return holds;
    }
  }

  /** Begins one, or changes its reason. */
  static void put(Connection connection, LegalHold hold) throws SQLException {
    if (written(connection, UPDATE, hold) == 0) {
      written(connection, INSERT, hold);
    }
  }

  private static int written(Connection connection, String sql, LegalHold hold)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, hold.reason());
      statement.setString(2, hold.by());
      statement.setObject(3, SqlTimes.utc(hold.at()));
      statement.setString(4, hold.callId());
      return statement.executeUpdate();
    }
  }

  /** Ends one; whether there was one. */
  static boolean remove(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setString(1, callId);
      return statement.executeUpdate() > 0;
    }
  }
}
