package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** The row in which it is kept what was asked for new calls. */
final class AdmissionTable {

  private AdmissionTable() {}

  private static String name(Connection connection, String name) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2")
        ? "\"" + name + "\""
        : name;
  }

  private static String columns(Connection connection) throws SQLException {
    return String.join(
        ", ",
        name(connection, "revision"),
        name(connection, "mode"),
        name(connection, "set_by"),
        name(connection, "set_at"));
  }

  static Admission read(Connection connection) throws SQLException {
    return read(connection, "");
  }

  private static Admission read(Connection connection, String lock) throws SQLException {
    String select =
        "SELECT " + columns(connection) + " FROM " + name(connection, "admission") + lock;
    try (PreparedStatement statement = connection.prepareStatement(select);
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
    Admission before = read(connection, " FOR UPDATE");
    Admission now = new Admission(before.revision() + 1, mode, by, at);
    String update = "UPDATE " + name(connection, "admission") + " SET "
        + columns(connection).replace(",", " = ?,") + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setLong(1, now.revision());
      statement.setString(2, mode.label());
      statement.setString(3, by);
      statement.setTimestamp(4, Timestamp.from(at));
      statement.executeUpdate();
    }
    return now;
  }
}
