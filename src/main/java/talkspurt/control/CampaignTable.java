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
import java.util.Map;
import java.util.Optional;

/** The rows of campaigns. */
final class CampaignTable {

  static final String COLUMNS = "name, profile, paused, created_by, created_at, changed_at";

  private static final String SELECT =
      "SELECT name, profile, paused, created_by, created_at FROM campaigns";
  private static final String INSERT =
      "INSERT INTO campaigns (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";
  private static final String PAUSE =
      "UPDATE campaigns SET paused = ?, changed_at = ? WHERE name = ?";

  private CampaignTable() {}

  /** That of a name; nobody else begins or changes it until this transaction is over. */
  static Optional<Campaign> lock(Connection connection, String name) throws SQLException {
    return read(connection, new Conditions().and("name = ?", name), " FOR UPDATE").stream()
        .findFirst();
  }

  /** All of them, those of a profile alone where one is named. */
  static List<Campaign> all(Connection connection, Optional<String> profile) throws SQLException {
    return read(connection, new Conditions().is("profile = ?", profile), " ORDER BY name");
  }

  static Optional<Campaign> one(Connection connection, String name) throws SQLException {
    return read(connection, new Conditions().and("name = ?", name), "").stream().findFirst();
  }

  private static List<Campaign> read(Connection connection, Conditions conditions, String rest)
      throws SQLException {
    List<Campaign> found = new ArrayList<>();
    try (PreparedStatement statement = conditions.prepare(connection, SELECT, rest);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(new Campaign(
            row.getString(1),
            row.getString(2),
            row.getBoolean(3),
            row.getString(4),
            instant(row, 5).orElseThrow(),
            Map.of()));
      }
    }
    List<Campaign> counted = new ArrayList<>();
    for (Campaign one : found) {
      counted.add(new Campaign(
          one.name(),
          one.profile(),
          one.paused(),
          one.by(),
          one.createdAt(),
          OutboundTable.counts(connection, one.name())));
    }
    return counted;
  }

  /** Begins one. */
  static void insert(Connection connection, Campaign one) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, one.name());
      statement.setString(2, one.profile());
      statement.setBoolean(3, one.paused());
      statement.setString(4, one.by());
      statement.setObject(5, utc(one.createdAt()));
      statement.setObject(6, utc(one.createdAt()));
      statement.executeUpdate();
    }
  }

  /** Pauses one, or has it go on; whether there is one. */
  static boolean pause(Connection connection, String name, boolean paused, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAUSE)) {
      statement.setBoolean(1, paused);
      statement.setObject(2, utc(now));
      statement.setString(3, name);
      return statement.executeUpdate() > 0;
    }
  }
}
