package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.EarlierCalls;
import talkspurt.call.EndReason;

/** Finds earlier calls of a number in the call log. */
final class EarlierCallsTable {

  /** Nobody needs to know how many more there are. */
  static final int MOST = 1000;

  private static final int MOST_SECONDS = 2;
  private static final String FIND = "SELECT registered_at, end_reason, disposition FROM call_log"
      + " WHERE caller_digits = ? AND registered_at >= ? AND call_id <> ?"
      + " AND answered_at IS NOT NULL ORDER BY registered_at DESC LIMIT " + MOST;

  private EarlierCallsTable() {}

  /**
   * Those that were answered.
   *
   * @param digits of the number, not empty
   * @param callId the call for which it is asked
   * @param since from when on
   */
  static EarlierCalls find(Connection connection, String digits, UUID callId, Instant since)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, digits);
      statement.setObject(2, SqlTimes.utc(since));
      statement.setString(3, callId.toString());
      return TimedQuery.within(MOST_SECONDS, statement, EarlierCallsTable::read);
    }
  }

  private static EarlierCalls read(ResultSet row) throws SQLException {
    int count = 0;
    Optional<Instant> lastAt = Optional.empty();
    Optional<String> outcome = Optional.empty();
    while (row.next()) {
      count++;
      if (lastAt.isEmpty()) {
        lastAt = SqlTimes.instant(row, 1);
      }
      if (outcome.isEmpty()) {
        outcome = outcome(row);
      }
    }
    return new EarlierCalls(true, count, lastAt, outcome.orElse(""));
  }

  /** The disposition, or where there is none how the call ended; empty while it goes on. */
  private static Optional<String> outcome(ResultSet row) throws SQLException {
    String disposition = row.getString(3);
    return disposition.isEmpty()
        ? Optional.ofNullable(row.getString(2)).map(EarlierCallsTable::words)
        : Optional.of(disposition);
  }

  private static String words(String constant) {
    return EndReason.kept(constant).map(EndReason::words).orElse("");
  }
}
