package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.AnswerTimes;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Variant;

/** The rows of the call log, and how far in the journal they have come. */
final class CallLogTable {

  private static final String READ_OFFSET =
      "SELECT last_ordering FROM call_log_offset WHERE projection = 'call_log'";
  private static final String MOVE_OFFSET = "UPDATE call_log_offset SET last_ordering = ?"
      + " WHERE projection = 'call_log' AND last_ordering >= ? AND last_ordering < ?";
  private static final String UPDATE =
      "UPDATE call_log SET state = ?, caller_id = ?, dnid = ?, profile = ?, profile_version = ?, registered_at = ?,"
          + " answered_at = ?, ended_at = ?, end_reason = ?, failures = ?, failed = ?, cost = ?,"
          + " experiment = ?, variant = ?, variant_forced = ?, barge_ins = ?, caller_digits = ?,"
          + " answers = ?, answer_ms = ?"
          + " WHERE call_id = ?";
  private static final String INSERT =
      "INSERT INTO call_log (state, caller_id, dnid, profile, profile_version, registered_at, answered_at,"
          + " ended_at, end_reason, failures, failed, cost, experiment, variant, variant_forced, barge_ins,"
          + " caller_digits, answers, answer_ms, call_id, disposition)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " COALESCE((SELECT disposition FROM call_outcomes WHERE call_outcomes.call_id = ?), ''))";
  private static final String COSTS =
      "SELECT profile, SUM(cost) FROM call_log WHERE registered_at >= ? AND cost > 0 GROUP BY profile";
  static final String SELECT =
      "SELECT state, caller_id, dnid, profile, profile_version, registered_at, answered_at, ended_at,"
          + " end_reason, failures, failed, cost, experiment, variant, variant_forced, barge_ins,"
          + " answers, answer_ms, disposition, call_id"
          + " FROM call_log";

  private CallLogTable() {}

  static long offset(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_OFFSET);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * Writes rows, unless the journal was written up to this place or further before.
   *
   * @throws SQLException also where those before them are not there
   */
  static boolean write(Connection connection, LogRows rows) throws SQLException {
    if (!moved(connection, rows)) {
      return false;
    }
    for (CallLogEntry entry : rows.rows().values()) {
      put(connection, entry);
    }
    for (CallLogEntry ended : rows.ended()) {
      OutcomeTable.begin(connection, ended);
    }
    return true;
  }

  /** Writes one row, whatever was there of its call. */
  static void put(Connection connection, CallLogEntry entry) throws SQLException {
    if (written(connection, UPDATE, entry) == 0) {
      written(connection, INSERT, entry);
    }
  }

  static CallPage page(Connection connection, CallFilter filter) throws SQLException {
    try (PreparedStatement statement = CallQuery.of(filter).prepare(connection, SELECT);
        ResultSet rows = statement.executeQuery()) {
      List<CallLogEntry> entries = new ArrayList<>();
      while (rows.next()) {
        entries.add(entry(rows));
      }
      return CallPage.of(entries, filter.limit());
    }
  }

  /**
   * Takes the place up to which the journal was read forward; false where it is further already.
   *
   * @throws SQLException also where it is further back: the database lost what it had committed, as H2 does after a
   *     write that failed, and PostgreSQL where a standby takes over that had not all
   */
  static boolean moved(Connection connection, LogRows rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE_OFFSET)) {
      statement.setLong(1, rows.ordering());
      statement.setLong(2, rows.after());
      statement.setLong(3, rows.ordering());
      if (statement.executeUpdate() == 1) {
        return true;
      }
    }
    if (offset(connection) < rows.after()) {
      throw new SQLException("has lost rows of the call log");
    }
    return false;
  }

  /** What calls of each profile have cost that became known since then, in millionths. */
  static Map<String, Long> costs(Connection connection, Instant since) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COSTS)) {
      statement.setObject(1, utc(since));
      Map<String, Long> costs = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          costs.put(rows.getString(1), rows.getLong(2));
        }
      }
      return costs;
    }
  }

  private static int written(Connection connection, String sql, CallLogEntry entry)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, entry.state());
      statement.setString(2, entry.callerId());
      statement.setString(3, entry.dnid());
      statement.setString(4, entry.profile());
      statement.setString(5, entry.version());
      statement.setObject(6, utc(entry.registeredAt()));
      statement.setObject(7, entry.answeredAt().map(CallLogTable::utc).orElse(null));
      statement.setObject(8, entry.endedAt().map(CallLogTable::utc).orElse(null));
      statement.setString(9, entry.endReason().orElse(null));
      statement.setInt(10, entry.failures());
      statement.setBoolean(11, entry.failed());
      statement.setLong(12, entry.cost());
      statement.setString(13, entry.variant().experiment());
      statement.setString(14, entry.variant().name());
      statement.setBoolean(15, entry.variant().forced());
      statement.setInt(16, entry.bargeIns());
      statement.setString(17, new PhoneNumber(entry.callerId()).digits());
      statement.setInt(18, entry.answers().count());
      statement.setLong(19, entry.answers().ms());
      statement.setString(20, entry.callId());
      if (sql.equals(INSERT)) {
        statement.setString(21, entry.callId()); // of a log that is made anew it may be known
      }
      return statement.executeUpdate();
    }
  }

  private static CallLogEntry entry(ResultSet row) throws SQLException {
    return new CallLogEntry(
        row.getString("call_id"),
        row.getString("state"),
        row.getString("caller_id"),
        row.getString("dnid"),
        row.getString("profile"),
        row.getString("profile_version"),
        new Variant(
            row.getString("experiment"),
            row.getString("variant"),
            row.getBoolean("variant_forced")),
        instant(row, "registered_at").orElseThrow(),
        instant(row, "answered_at"),
        instant(row, "ended_at"),
        Optional.ofNullable(row.getString("end_reason")),
        row.getInt("failures"),
        row.getBoolean("failed"),
        row.getInt("barge_ins"),
        new AnswerTimes(row.getInt("answers"), row.getLong("answer_ms")),
        row.getLong("cost"),
        row.getString("disposition"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
