package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rows of when numbers were dialled, under keyed hashes. */
final class DialTable {

  static final String COLUMNS = "call_id, number_hash, dialled_at";

  private static final String INSERT =
      "INSERT INTO outbound_dials (" + COLUMNS + ") VALUES (?, ?, ?)";
  private static final String SELECT =
      "SELECT dialled_at FROM outbound_dials WHERE number_hash = ? ORDER BY dialled_at";
  private static final String FORGET = "DELETE FROM outbound_dials WHERE dialled_at < ?";
  private static final String UNDO = "DELETE FROM outbound_dials WHERE call_id = ?";

  private DialTable() {}

  /** A number is dialled. */
  static void add(Connection connection, UUID callId, String numberHash, Instant at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, callId.toString());
      statement.setString(2, numberHash);
      statement.setObject(3, utc(at));
      statement.executeUpdate();
    }
  }

  /** It surely was not. */
  static void undo(Connection connection, UUID callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNDO)) {
      statement.setString(1, callId.toString());
      statement.executeUpdate();
    }
  }

  /** When a number was dialled, oldest first. */
  static List<Instant> of(Connection connection, String numberHash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, numberHash);
      try (ResultSet row = statement.executeQuery()) {
        List<Instant> dials = new ArrayList<>();
        while (row.next()) {
          dials.add(instant(row, 1).orElseThrow());
        }
        return dials;
      }
    }
  }

  /** Forgets what no rule counts any more. */
  static void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setObject(1, utc(before));
      statement.executeUpdate();
    }
  }
}
