package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Direction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Variant;

/** The rows of the call log, and how far in the journal they have come. */
final class CallLogTable {

  /**
   * Of which version the rows are that this program writes. It grows when what follows from the journal becomes more or
   * other: then the log has to be rebuilt to have it of earlier calls.
   */
  static final int VERSION = 3;

  private static final String READ_OFFSET =
      "SELECT last_ordering FROM call_log_offset WHERE projection = 'call_log'";
  private static final String MOVE_OFFSET = "UPDATE call_log_offset SET last_ordering = ?"
      + " WHERE projection = 'call_log' AND last_ordering >= ? AND last_ordering < ?";
  /** What is written of a call, in the order of the values. */
  static final List<String> WRITTEN = List.of(
      "state",
      "caller_id",
      "dnid",
      "profile",
      "profile_version",
      "registered_at",
      "answered_at",
      "ended_at",
      "end_reason",
      "failures",
      "failed",
      "cost",
      "experiment",
      "variant",
      "variant_forced",
      "barge_ins",
      "caller_digits",
      "answers",
      "answer_ms",
      "language",
      "called_digits",
      "consent",
      "direction",
      "row_version",
      "events",
      "call_id");

  /** A row that was made of more events stays. */
  private static final String UPDATE = "UPDATE call_log SET "
      + WRITTEN.subList(0, WRITTEN.size() - 1).stream()
          .map(column -> column.equals("cost") ? "cost = ? + later_cost" : column + " = ?")
          .collect(Collectors.joining(", "))
      + " WHERE call_id = ? AND events <= ?";

  private static final String KNOWN = "SELECT 1 FROM call_log WHERE call_id = ?";

  private static final String LATER = "COALESCE((SELECT SUM(cost) FROM call_later_costs"
      + " WHERE call_later_costs.call_id = ?), 0)";

  /** Of a log that is made anew it may be known what a call came to, and what it cost to find out. */
  private static final String INSERT =
      "INSERT INTO call_log (" + String.join(", ", WRITTEN) + ", disposition, later_cost) VALUES ("
          + "?, ".repeat(WRITTEN.size())
          + "COALESCE((SELECT disposition FROM call_outcomes WHERE call_outcomes.call_id = ?), ''), "
          + LATER + ")";

  /** The value of a row that is new knows nothing of that yet. */
  private static final String ADD_LATER =
      "UPDATE call_log SET cost = cost + later_cost WHERE call_id = ? AND later_cost > 0";

  private static final String COSTS =
      "SELECT profile, SUM(cost) FROM call_log WHERE registered_at >= ? AND cost > 0 GROUP BY profile";
  static final String SELECT =
      "SELECT state, caller_id, dnid, profile, profile_version, call_log.registered_at,"
          + " answered_at, ended_at, end_reason, failures, failed, cost, experiment, variant,"
          + " variant_forced, barge_ins, answers, answer_ms, disposition, language, consent, direction, call_log.call_id"
          + " FROM call_log";

  private static final int MOST_SECONDS = 15;

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
   * @param now when what is set aside was found, and what is told was written
   * @throws SQLException also where those before them are not there
   */
  static boolean write(Connection connection, LogRows rows, Instant now) throws SQLException {
    OptedOutCall.put(
        connection, rows.optedOut()); // first: it may have to commit the key of the list
    if (!moved(connection, rows)) {
      return false;
    }
    put(connection, rows.rows(), rows.changes());
    SetAsideTable.put(connection, rows.aside(), now);
    ProbeTable.ended(connection, rows.probes(), now);
    for (CallLogEntry ended : rows.ended()) {
      OutcomeTable.begin(connection, ended);
    }
    EventTable.add(connection, rows.news(), now); // last: others wait for the row of its numbers
    return true;
  }

  /** Writes one row, with nothing beside it. */
  static void put(Connection connection, CallLogEntry entry) throws SQLException {
    put(connection, Map.of(entry.callId(), entry), Map.of());
  }

  /**
   * Writes rows and what is beside them. Those of which more events are known already stay as they are.
   *
   * @param rows by call id
   * @param changes by call id
   * @return the ids of those that were written
   */
  static Set<String> put(
      Connection connection, Map<String, CallLogEntry> rows, Map<String, CallChanges> changes)
      throws SQLException {
    if (rows.isEmpty()) {
      return Set.of();
    }
    List<CallLogEntry> all = rows.values().stream()
        .sorted(Comparator.comparing(
            CallLogEntry::callId)) // writers that meet do not lock each other out
        .toList();
    Map<String, CallLogEntry> written = new HashMap<>();
    List<CallLogEntry> rest = new ArrayList<>();
    int[] counts = update(connection, all, changes);
    for (int at = 0; at < counts.length; at++) {
      CallLogEntry entry = all.get(at);
      if (counts[at] != 0) {
        written.put(entry.callId(), entry);
      } else if (!isKnown(connection, entry.callId())) {
        rest.add(entry);
        written.put(entry.callId(), entry);
      }
    }
    insert(connection, rest, changes);
    Map<String, CallChanges> beside = new HashMap<>(changes);
    beside.keySet().retainAll(written.keySet());
    CallDetailTable.write(connection, beside, written);
    return written.keySet();
  }

  private static int[] update(
      Connection connection, List<CallLogEntry> rows, Map<String, CallChanges> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      for (CallLogEntry entry : rows) {
        long events = events(changes, entry);
        set(statement, entry, events);
        statement.setLong(WRITTEN.size() + 1, events);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  private static void insert(
      Connection connection, List<CallLogEntry> rows, Map<String, CallChanges> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (CallLogEntry entry : rows) {
        set(statement, entry, events(changes, entry));
        statement.setString(WRITTEN.size() + 1, entry.callId());
        statement.setString(WRITTEN.size() + 2, entry.callId());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD_LATER)) {
      for (CallLogEntry entry : rows) {
        statement.setString(1, entry.callId());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static long events(Map<String, CallChanges> changes, CallLogEntry entry) {
    CallChanges own = changes.get(entry.callId());
    return own == null ? 0 : own.events();
  }

  private static boolean isKnown(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      statement.setString(1, callId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static CallPage page(Connection connection, CallFilter filter) throws SQLException {
    try (PreparedStatement statement = CallQuery.of(filter).prepare(connection, SELECT)) {
      return TimedQuery.within(MOST_SECONDS, statement, rows -> {
        List<CallLogEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(entry(rows));
        }
        return CallPage.of(entries, filter.limit());
      });
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

  private static void set(PreparedStatement statement, CallLogEntry entry, long events)
      throws SQLException {
    int at = 1;
    statement.setString(at++, entry.state());
    statement.setString(at++, entry.callerId());
    statement.setString(at++, entry.dnid());
    statement.setString(at++, entry.profile());
    statement.setString(at++, entry.version());
    statement.setObject(at++, utc(entry.registeredAt()));
    statement.setObject(at++, utc(entry.answeredAt()));
    statement.setObject(at++, utc(entry.endedAt()));
    statement.setString(at++, entry.endReason().orElse(null));
    statement.setInt(at++, entry.failures());
    statement.setBoolean(at++, entry.failed());
    statement.setLong(at++, entry.cost());
    statement.setString(at++, entry.variant().experiment());
    statement.setString(at++, entry.variant().name());
    statement.setBoolean(at++, entry.variant().forced());
    statement.setInt(at++, entry.bargeIns());
    statement.setString(at++, new PhoneNumber(entry.callerId()).digits());
    statement.setInt(at++, entry.answers().count());
    statement.setLong(at++, entry.answers().ms());
    statement.setString(at++, entry.language());
    statement.setString(at++, new PhoneNumber(entry.dnid()).digits());
    statement.setString(at++, entry.consent());
    statement.setString(
        at++, entry.direction() == Direction.INBOUND ? "" : entry.direction().label());
    statement.setInt(at++, VERSION);
    statement.setLong(at++, events);
    statement.setString(at, entry.callId());
  }

  static CallLogEntry entry(ResultSet row) throws SQLException {
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
        row.getString("disposition"),
        row.getString("language"),
        row.getString("consent"),
        Direction.of(row.getString("direction")).orElse(Direction.INBOUND));
  }
}
