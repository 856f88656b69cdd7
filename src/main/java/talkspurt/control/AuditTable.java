package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of the audit: added, read, and dropped by age; never changed. */
final class AuditTable {

  static final String COLUMNS = "id, at, token, address, node, action, target";

  private static final String INSERT =
      "INSERT INTO audit (at, token, address, node, action, target)" + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM audit";
  private static final String DROP =
      "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)";

  private AuditTable() {}

  static void add(Connection connection, List<AuditEntry> entries) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (AuditEntry entry : entries) {
        statement.setObject(1, SqlTimes.utc(entry.at()));
        statement.setString(2, entry.token());
        statement.setString(3, entry.address());
        statement.setString(4, entry.node());
        statement.setString(5, entry.action().label());
        statement.setString(6, entry.target());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The newest first. */
  static List<AuditEntry> page(Connection connection, AuditFilter filter) throws SQLException {
    Conditions wanted = new Conditions()
        .is("token = ?", filter.token())
        .is("action = ?", filter.action().map(AuditAction::label))
        .is("target = ?", filter.target())
        .within("at", filter.from(), filter.to())
        .is("id < ?", filter.before());
    try (PreparedStatement statement =
            wanted.prepare(connection, SELECT, " ORDER BY id DESC LIMIT " + filter.limit());
        ResultSet row = statement.executeQuery()) {
      List<AuditEntry> page = new ArrayList<>();
      while (row.next()) {
        page.add(new AuditEntry(
            row.getLong(1),
            SqlTimes.instant(row, 2).orElseThrow(),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            action(row.getString(6)),
            row.getString(7)));
      }
      return page;
    }
  }

  private static AuditAction action(String label) throws SQLException {
    return AuditAction.of(label)
        .orElseThrow(() -> new SQLException(
            "the audit has the action '" + label + "', which this version does not know"));
  }

  /** Drops entries from before this time, the oldest first; how many. */
  static int drop(Connection connection, Instant before, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DROP)) {
      statement.setObject(1, SqlTimes.utc(before));
      statement.setInt(2, most);
      return statement.executeUpdate();
    }
  }
}
