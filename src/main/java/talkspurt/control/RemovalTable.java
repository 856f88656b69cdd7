package talkspurt.control;

import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of what was asked to be deleted, and of its calls. */
final class RemovalTable {

  static final String COLUMNS = "id, subject, asked_by, asked_at";
  static final String CALLS = "call_id, removal_id, due_at, removed_at, events, recordings,"
      + " first_day, last_day, nodes, files_due_at";

  private static final String INSERT = "INSERT INTO removals (" + COLUMNS + ") VALUES (?, ?, ?, ?)";
  private static final String RUNNING = "SELECT id FROM removals WHERE subject = ? AND EXISTS"
      + " (SELECT 1 FROM removed_calls WHERE removal_id = removals.id AND removed_at IS NULL)"
      + " ORDER BY asked_at DESC LIMIT 1";
  private static final String ADD_CALLS =
      "INSERT INTO removed_calls (call_id, removal_id, due_at, events, recordings)"
          + " SELECT call_id, CAST(? AS VARCHAR(36)), CAST(? AS TIMESTAMP WITH TIME ZONE), 0, 0"
          + " FROM call_log";
  private static final String NOT_YET =
      "NOT EXISTS (SELECT 1 FROM removed_calls WHERE removed_calls.call_id = call_log.call_id)";
  private static final String AGAIN =
      "UPDATE removed_calls SET due_at = ?" + " WHERE call_id IN (SELECT call_id FROM call_log";
  private static final String CALL_AGAIN = "UPDATE removed_calls SET due_at = ? WHERE call_id = ?";
  private static final String ADD_CALL =
      "INSERT INTO removed_calls (call_id, removal_id, due_at, events, recordings)"
          + " VALUES (?, ?, ?, 0, 0)";
  private static final String OF_CALL = "SELECT removal_id FROM removed_calls WHERE call_id = ?";
  private static final String READ =
      "SELECT r.id, r.asked_at, COUNT(c.call_id), COUNT(c.removed_at),"
          + " SUM(CASE WHEN c.call_id IS NOT NULL AND c.due_at IS NULL AND c.files_due_at IS NULL"
          + " THEN 1 ELSE 0 END), COUNT(c.files_due_at),"
          + " COALESCE(SUM(c.events), 0), COALESCE(SUM(c.recordings), 0)"
          + " FROM removals r LEFT JOIN removed_calls c ON c.removal_id = r.id"
          + " WHERE r.id = ? GROUP BY r.id, r.asked_at";
  private static final String HELD = "SELECT call_id FROM removed_calls WHERE removal_id = ?"
      + " AND removed_at IS NULL AND call_id IN (SELECT call_id FROM call_holds)"
      + " ORDER BY call_id LIMIT 100";
  private static final String DUE =
      "SELECT c.call_id, r.asked_at, l.call_id, l.ended_at, h.call_id,"
          + " c.removed_at FROM removed_calls c JOIN removals r ON r.id = c.removal_id"
          + " LEFT JOIN call_log l ON l.call_id = c.call_id"
          + " LEFT JOIN call_holds h ON h.call_id = c.call_id"
          + " WHERE c.due_at <= ? ORDER BY c.due_at LIMIT " + CallErasure.MOST;
  private static final String STEP = "UPDATE removed_calls SET due_at = ?,"
      + " removed_at = COALESCE(removed_at, CAST(? AS TIMESTAMP WITH TIME ZONE)), events = events + ?"
      + " WHERE call_id = ?";
  private static final String FILES = "UPDATE removed_calls SET files_due_at = ?,"
      + " first_day = COALESCE(first_day, CAST(? AS DATE)),"
      + " last_day = COALESCE(last_day, CAST(? AS DATE)), nodes = COALESCE(nodes, ?)"
      + " WHERE call_id = ?";
  private static final String FILES_DUE = "SELECT call_id, first_day, last_day, nodes"
      + " FROM removed_calls WHERE files_due_at <= ? ORDER BY files_due_at LIMIT 10";
  private static final String FILES_DONE = "UPDATE removed_calls SET files_due_at = ?,"
      + " recordings = recordings + ? WHERE call_id = ?";
  private static final String DROP_CALLS = "DELETE FROM removed_calls"
      + " WHERE due_at IS NULL AND files_due_at IS NULL AND removed_at < ?";
  private static final String DROP = "DELETE FROM removals WHERE asked_at < ? AND NOT EXISTS"
      + " (SELECT 1 FROM removed_calls WHERE removal_id = removals.id)";

  private static final String BETWEEN = ",";

  private RemovalTable() {}

  /** Keeps that this was asked. */
  static void begin(Connection connection, String id, String subject, String by, Instant at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, id);
      statement.setString(2, subject);
      statement.setString(3, by);
      statement.setObject(4, utc(at));
      statement.executeUpdate();
    }
  }

  /** What was asked before about the same number, and is under way. */
  static Optional<String> running(Connection connection, String subject) throws SQLException {
    return text(connection, RUNNING, subject);
  }

  /** What was asked before about this call. */
  static Optional<String> ofCall(Connection connection, String callId) throws SQLException {
    return text(connection, OF_CALL, callId);
  }

  private static Optional<String> text(Connection connection, String sql, String value)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** All calls of a number that the log has now; of those that were deleted and came back, once more. */
  static void add(Connection connection, String id, Subject subject, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        subject.among(new Conditions()).prepare(connection, AGAIN, ")", utc(now))) {
      statement.executeUpdate();
    }
    try (PreparedStatement statement = subject
        .among(new Conditions().and(NOT_YET))
        .prepare(connection, ADD_CALLS, "", id, utc(now))) {
      statement.executeUpdate();
    }
  }

  /** One call. */
  static void add(Connection connection, String id, String callId, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD_CALL)) {
      statement.setString(1, callId);
      statement.setString(2, id);
      statement.setObject(3, utc(now));
      statement.executeUpdate();
    }
  }

  /** One call that was added before is looked at now. */
  static void again(Connection connection, String callId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CALL_AGAIN)) {
      statement.setObject(1, utc(now));
      statement.setString(2, callId);
      statement.executeUpdate();
    }
  }

  static Optional<Removal> read(Connection connection, String id) throws SQLException {
    List<LegalHold> held = HoldTable.of(connection, held(connection, id));
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Removal(
                row.getString(1),
                SqlTimes.instant(row, 2).orElseThrow(),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                held))
            : Optional.empty();
      }
    }
  }

  private static List<String> held(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        List<String> calls = new ArrayList<>();
        while (row.next()) {
          calls.add(row.getString(1));
        }
        return calls;
      }
    }
  }

  /** Calls whose turn has come, the longest due first, as they are found; some. */
  static List<RemovalStep> due(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setObject(1, utc(now));
      try (ResultSet row = statement.executeQuery()) {
        List<RemovalStep> due = new ArrayList<>();
        while (row.next()) {
          due.add(new RemovalStep(
              row.getString(1),
              SqlTimes.instant(row, 2).orElseThrow(),
              row.getString(3) != null,
              SqlTimes.instant(row, 4).isPresent(),
              row.getString(5) != null,
              SqlTimes.instant(row, 6).isPresent()));
        }
        return due;
      }
    }
  }

  /**
   * A call was looked at.
   *
   * @param removedAt when all of it was deleted, if that was done now
   * @param events how many events that were
   */
  static void step(
      Connection connection,
      String callId,
      Optional<Instant> next,
      Optional<Instant> removedAt,
      long events)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STEP)) {
      statement.setObject(1, utc(next));
      statement.setObject(2, utc(removedAt));
      statement.setLong(3, events);
      statement.setString(4, callId);
      statement.executeUpdate();
    }
  }

  /** Files of a call are to be looked for from now on; where, is kept the first time. */
  static void files(Connection connection, RecordedCall call, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILES)) {
      statement.setObject(1, utc(now));
      statement.setString(2, call.first().toString());
      statement.setString(3, call.last().toString());
      statement.setString(4, String.join(BETWEEN, call.nodes()));
      statement.setString(5, call.id().toString());
      statement.executeUpdate();
    }
  }

  /** Calls whose files are to be looked for now; some. */
  static List<RecordedCall> filesDue(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILES_DUE)) {
      statement.setObject(1, utc(now));
      try (ResultSet row = statement.executeQuery()) {
        List<RecordedCall> calls = new ArrayList<>();
        while (row.next()) {
          String nodes = row.getString(4);
          calls.add(new RecordedCall(
              UUID.fromString(row.getString(1)),
              row.getObject(2, LocalDate.class),
              row.getObject(3, LocalDate.class),
              nodes.isEmpty() ? Set.of() : Set.of(nodes.split(BETWEEN))));
        }
        return calls;
      }
    }
  }

  /**
   * Files of a call were looked for.
   *
   * @param files how many were deleted
   * @param next when they are looked for again; empty: none is left
   */
  static void filesDone(Connection connection, String callId, int files, Optional<Instant> next)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILES_DONE)) {
      statement.setObject(1, utc(next));
      statement.setInt(2, files);
      statement.setString(3, callId);
      statement.executeUpdate();
    }
  }

  /** Forgets what was deleted before this time. */
  static void drop(Connection connection, Instant before) throws SQLException {
    for (String sql : List.of(DROP_CALLS, DROP)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, utc(before));
        statement.executeUpdate();
      }
    }
  }
}
