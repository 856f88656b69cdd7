package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Where files of calls may lie, as the call log knows it. */
final class RecordedCallTable {

  private static final String DAYS =
      "SELECT call_id, registered_at, COALESCE(ended_at, registered_at) FROM call_log";
  private static final String NODES = "SELECT call_id, node FROM call_recordings";
  private static final String WRITTEN = "SELECT MIN(write_timestamp), MAX(write_timestamp)"
      + " FROM event_journal WHERE persistence_id = ?";
  private static final String FORGET = "DELETE FROM call_recordings WHERE call_id = ?";

  private RecordedCallTable() {}

  /** Those of these calls that the log has, in the order of their ids. */
  static List<RecordedCall> of(Connection connection, Collection<String> calls)
      throws SQLException {
    if (calls.isEmpty()) {
      return List.of();
    }
    Map<String, Set<String>> nodes = nodes(connection, calls);
    List<RecordedCall> found = new ArrayList<>();
    try (PreparedStatement statement =
            new Conditions().in("call_id", calls).prepare(connection, DAYS, " ORDER BY call_id");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(call(
            row.getString(1),
            SqlTimes.instant(row, 2).orElseThrow(),
            SqlTimes.instant(row, 3).orElseThrow(),
            nodes.getOrDefault(row.getString(1), Set.of())));
      }
    }
    return found;
  }

  /** A call that the log does not have, by when its events were written; empty where there are none. */
  static Optional<RecordedCall> ofJournal(Connection connection, String callId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
      statement.setString(1, CallEntity.persistenceId(callId).id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Instant from = Instant.ofEpochMilli(row.getLong(1));
        return row.wasNull()
            ? Optional.empty()
            : Optional.of(call(callId, from, Instant.ofEpochMilli(row.getLong(2)), Set.of()));
      }
    }
  }

  /** A call that lasted from one time to another; a day on either side, since clocks of nodes differ. */
  static RecordedCall call(String callId, Instant from, Instant to, Set<String> nodes) {
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(1);
    LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(1);
    LocalDate longest = first.plusDays(RecordedCall.MAX_DAYS);
    return new RecordedCall(
        UUID.fromString(callId), first, last.isAfter(longest) ? longest : last, nodes);
  }

  private static Map<String, Set<String>> nodes(Connection connection, Collection<String> calls)
      throws SQLException {
    Map<String, Set<String>> nodes = new HashMap<>();
    try (PreparedStatement statement =
            new Conditions().in("call_id", calls).prepare(connection, NODES, "");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        nodes.computeIfAbsent(row.getString(1), none -> new TreeSet<>()).add(row.getString(2));
      }
    }
    return nodes;
  }

  /** No file is left of a call. */
  static void forget(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setString(1, callId);
      statement.executeUpdate();
    }
  }
}
