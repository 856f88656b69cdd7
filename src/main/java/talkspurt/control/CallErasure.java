package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Deletes what the database has of calls, some calls in a transaction. Whether they may be is decided by others. */
final class CallErasure {

  /** How many calls at once. */
  static final int MOST = 50;

  private static final List<String> OF_LOG = List.of(
      "call_log",
      "call_turns",
      "call_tools",
      "call_faults",
      "call_costs",
      "call_later_costs",
      "call_recordings",
      "call_words");
  private static final List<String> OF_EVENTS = List.of("event_deliveries", "events_out");
  private static final List<String> OF_OUTCOME = List.of("call_outcomes", "call_goals");

  private final CallKeys keys;

  /** @param keys under which journals are, where they are */
  CallErasure(CallKeys keys) {
    this.keys = keys;
  }

  /**
   * All of them.
   *
   * @return how many events there were
   */
  long everything(Connection connection, Collection<String> calls, Instant now)
      throws SQLException {
    outcomes(connection, calls);
    return log(connection, calls, now);
  }

  /**
   * All but how they came out: what others were not told by now they are never told.
   *
   * @return how many events there were
   */
  long log(Connection connection, Collection<String> calls, Instant now) throws SQLException {
    for (String table : OF_EVENTS) {
      delete(connection, table, "call_id", calls);
    }
    for (String table : OF_LOG) {
      delete(connection, table, "call_id", calls);
    }
    return journal(connection, calls, now);
  }

  /** How they came out. */
  void outcomes(Connection connection, Collection<String> calls) throws SQLException {
    for (String table : OF_OUTCOME) {
      delete(connection, table, "call_id", calls);
    }
  }

  /**
   * What happened in them, by what their states are brought back, and the keys of both; tags go with their events. What was
   * set aside of them can never be tried again.
   *
   * @return how many events there were
   */
  long journal(Connection connection, Collection<String> calls, Instant now) throws SQLException {
    if (calls.isEmpty()) {
      return 0;
    }
    keys.destroy(connection, calls, now); // what a backup has of the journal cannot be read either
    return events(connection, calls);
  }

  /**
   * Synthetic calls. Unlike other calls they leave no row that says that they were erased, since no call log has them.
   */
  static void withoutTrace(Connection connection, Collection<String> probes) throws SQLException {
    events(connection, probes);
    delete(connection, "call_keys", "call_id", probes);
    delete(connection, "probes", "call_id", probes);
  }

  private static long events(Connection connection, Collection<String> calls) throws SQLException {
    List<String> ids =
        calls.stream().map(call -> CallEntity.persistenceId(call).id()).toList();
    delete(connection, "call_log_set_aside", "call_id", calls);
    delete(connection, "snapshot", "persistence_id", ids);
    return delete(connection, "event_journal", "persistence_id", ids);
  }

  /** What was said in them, beside the journal: for the search, and what outcomes tell of it. */
  void words(Connection connection, Collection<String> calls) throws SQLException {
    delete(connection, "call_words", "call_id", calls);
    if (!calls.isEmpty()) {
      try (PreparedStatement statement = new Conditions()
          .in("call_id", calls)
          .prepare(
              connection,
              "UPDATE call_outcomes SET summary = '', reason = '', fields = '{}'",
              "")) {
        statement.executeUpdate();
      }
    }
  }

  private static long delete(
      Connection connection, String table, String column, Collection<String> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement =
        new Conditions().in(column, ids).prepare(connection, "DELETE FROM " + table, "")) {
      return statement.executeUpdate();
    }
  }
}
