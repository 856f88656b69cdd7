package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the call log cannot hold, or cannot be made of: each until it can, or is dropped by hand. */
final class SetAsideTable {

  static final String COLUMNS = "call_id, event_no, reason, attempts, first_at, last_at";

  private static final String AGAIN =
      "UPDATE call_log_set_aside SET reason = ?, last_at = ?, attempts = attempts + 1"
          + " WHERE call_id = ? AND event_no = ?";

  private static final String FIRST =
      "INSERT INTO call_log_set_aside (" + COLUMNS + ") VALUES (?, ?, ?, 1, ?, ?)";
  private static final String CLEAR =
      "DELETE FROM call_log_set_aside WHERE call_id = ? AND last_at < ?";
  private static final String COUNT = "SELECT COUNT(*) FROM call_log_set_aside";
  private static final String LIST = "SELECT " + COLUMNS + " FROM call_log_set_aside";
  private static final String CALLS = "SELECT call_id FROM call_log_set_aside"
      + " GROUP BY call_id ORDER BY MIN(last_at), call_id LIMIT ?";

  private SetAsideTable() {}

  /** Keeps these, which were found at this time. */
  static void put(Connection connection, Collection<SetAside> all, Instant now)
      throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement again = connection.prepareStatement(AGAIN);
        PreparedStatement first = connection.prepareStatement(FIRST)) {
      for (SetAside one : all) {
        again.setString(1, one.reason());
        again.setObject(2, SqlTimes.utc(now));
        again.setString(3, one.callId());
        again.setLong(4, one.event());
        if (again.executeUpdate() == 0) {
          first.setString(1, one.callId());
          first.setLong(2, one.event());
          first.setString(3, one.reason());
          first.setObject(4, SqlTimes.utc(now));
          first.setObject(5, SqlTimes.utc(now));
          first.executeUpdate();
        }
      }
    }
  }

  /** Drops what was set aside of calls before this time: they were written anew since. */
  static void clear(Connection connection, Collection<String> calls, Instant before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
      for (String call : calls) {
        statement.setString(1, call);
        statement.setObject(2, SqlTimes.utc(before));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static long count(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** By call and event, behind this one. */
  static List<AsideEntry> page(Connection connection, String call, long event, int limit)
      throws SQLException {
    try (PreparedStatement statement = new Conditions()
            .and("(call_id > ? OR call_id = ? AND event_no > ?)", call, call, event)
            .prepare(connection, LIST, " ORDER BY call_id, event_no LIMIT " + limit);
        ResultSet row = statement.executeQuery()) {
      List<AsideEntry> page = new ArrayList<>();
      while (row.next()) {
        page.add(new AsideEntry(
            row.getString("call_id"),
            row.getLong("event_no"),
            row.getString("reason"),
            row.getInt("attempts"),
            SqlTimes.instant(row, "first_at").orElseThrow(),
            SqlTimes.instant(row, "last_at").orElseThrow()));
      }
      return page;
    }
  }

  /** Calls of which something is set aside, those that were not tried for longest first. */
  static List<String> calls(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CALLS)) {
      statement.setInt(1, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<String> calls = new ArrayList<>();
        while (row.next()) {
          calls.add(row.getString(1));
        }
        return calls;
      }
    }
  }
}
