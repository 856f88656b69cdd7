package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** The row in which it is kept what was asked for new calls. */
final class AdmissionTable {

  private static final String READ = "SELECT revision, mode, set_by, set_at FROM admission";
  private static final String READ_ALONE = READ + " FOR UPDATE";
  private static final String WRITE =
      "UPDATE admission SET revision = ?, mode = ?, set_by = ?, set_at = ?";

  private AdmissionTable() {}

  static Admission read(Connection connection) throws SQLException {
    return read(connection, READ);
  }

  private static Admission read(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return Admission.NEVER_SET;
      }
      return new Admission(
          row.getLong(1),
          AdmissionMode.of(row.getString(2)).orElse(AdmissionMode.OPEN),
          row.getString(3),
          row.getTimestamp(4).toInstant());
    }
  }

  /** Keeps a change; answers it with its revision. */
  static Admission write(Connection connection, AdmissionMode mode, String by, Instant at)
      throws SQLException {
    Admission before = read(connection, READ_ALONE);
    Admission now = new Admission(before.revision() + 1, mode, by, at);
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setLong(1, now.revision());
      statement.setString(2, mode.label());
      statement.setString(3, by);
      statement.setTimestamp(4, Timestamp.from(at));
      statement.executeUpdate();
    }
    return now;
  }
}
