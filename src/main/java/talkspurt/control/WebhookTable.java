package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The rows of webhooks: how far each is. */
final class WebhookTable {

  static final String COLUMNS =
      "name, position, disabled_as, disabled_at, failing_since, failed_at,"
          + " failure, delivered_at";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM event_webhooks WHERE name = ?";
  private static final String INSERT =
      "INSERT INTO event_webhooks (" + COLUMNS + ") VALUES (?, ?, '', NULL, NULL, NULL, '', NULL)";
  private static final String MOVE =
      "UPDATE event_webhooks SET position = ? WHERE name = ? AND position = ?";
  private static final String ENABLE = "UPDATE event_webhooks SET position = ?, disabled_as = '',"
      + " disabled_at = NULL WHERE name = ? AND position = ? AND disabled_as = ?";
  private static final String PUT = "UPDATE event_webhooks SET disabled_as = ?, disabled_at = ?,"
      + " failing_since = ?, failed_at = ?, failure = ?, delivered_at = ? WHERE name = ?";

  private WebhookTable() {}

  static Optional<WebhookState> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new WebhookState(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                instant(row, 4),
                instant(row, 5),
                instant(row, 6),
                row.getString(7),
                instant(row, 8)))
            : Optional.empty();
      }
    }
  }

  /**
   * How far a webhook is; one that is new, or had another receiver when that wanted no more, begins behind the last event.
   *
   * @param settings what tells its settings from others
   */
  static WebhookState begin(Connection connection, String name, String settings)
      throws SQLException {
    Optional<WebhookState> known = read(connection, name);
    long last = EventTable.head(connection).last();
    if (known.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        statement.setString(1, name);
        statement.setLong(2, last);
        statement.executeUpdate();
      }
      return WebhookState.begun(name, last);
    }
    WebhookState state = known.get();
    if (state.disabledAs().isEmpty() || state.disabled(settings)) {
      return state;
    }
    try (PreparedStatement statement = connection.prepareStatement(ENABLE)) {
      statement.setLong(1, last);
      statement.setString(2, name);
      statement.setLong(3, state.position());
      statement.setString(4, state.disabledAs());
      statement.executeUpdate();
    }
    return read(connection, name).orElseThrow();
  }

  /** Moves on; false where somebody else has. */
  static boolean move(Connection connection, WebhookState state, long position)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, position);
      statement.setString(2, state.name());
      statement.setLong(3, state.position());
      return statement.executeUpdate() == 1;
    }
  }

  /** Keeps all of it but its position. */
  static void put(Connection connection, WebhookState state) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      statement.setString(1, state.disabledAs());
      statement.setObject(2, utc(state.disabledAt()));
      statement.setObject(3, utc(state.failingSince()));
      statement.setObject(4, utc(state.failedAt()));
      statement.setString(5, state.failure());
      statement.setObject(6, utc(state.deliveredAt()));
      statement.setString(7, state.name());
      statement.executeUpdate();
    }
  }
}
