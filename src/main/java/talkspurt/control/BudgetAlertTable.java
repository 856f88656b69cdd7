package talkspurt.control;

import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Of which budgets it was told that so much of them is used up: each once in the cluster, and once a period. */
final class BudgetAlertTable {

  static final String COLUMNS = "period, began_at, of_whom, percent, told_at";

  private static final String KNOWN = "SELECT 1 FROM budget_alerts"
      + " WHERE period = ? AND began_at = ? AND of_whom = ? AND percent = ?";
  private static final String INSERT =
      "INSERT INTO budget_alerts (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?)";

  private BudgetAlertTable() {}

  /**
   * Keeps that it is told, with the event that tells others.
   *
   * @param from when the period began
   * @return whether nobody has told before
   * @throws SQLException also where another node does so at the same time
   */
  static boolean tell(
      Connection connection,
      BudgetPeriod period,
      Instant from,
      BudgetReached reached,
      OutgoingEvent event,
      Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      set(statement, period, from, reached);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          return false;
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      set(statement, period, from, reached);
      statement.setObject(5, utc(now));
      statement.executeUpdate();
    }
    EventTable.add(connection, List.of(event), now);
    return true;
  }

  private static void set(
      PreparedStatement statement, BudgetPeriod period, Instant from, BudgetReached reached)
      throws SQLException {
    statement.setString(1, period.label());
    statement.setObject(2, utc(from));
    statement.setString(3, reached.profile());
    statement.setInt(4, reached.percent());
  }
}
