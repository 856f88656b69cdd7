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

/** The rows of what webhooks are still to be sent; what was sent has none. */
final class DeliveryTable {

  static final String COLUMNS = "webhook, seq, call_id, asked_at, due_at, attempts";

  /** So many events are looked at for a webhook in one transaction. */
  private static final int PAGE = 500;

  private static final String INSERT = "INSERT INTO event_deliveries (" + COLUMNS
      + ") SELECT ?, ?, ?, ?, ?, 0 WHERE NOT EXISTS"
      + " (SELECT 1 FROM event_deliveries WHERE webhook = ? AND seq = ?)";
  private static final String DUE =
      "SELECT seq, asked_at, due_at, attempts FROM event_deliveries d WHERE webhook = ? AND due_at <= ?"
          + " AND (call_id = '' OR NOT EXISTS (SELECT 1 FROM event_deliveries e WHERE e.webhook ="
          + " d.webhook AND e.call_id = d.call_id AND e.seq < d.seq)) ORDER BY due_at, seq LIMIT ?";
  private static final String WHERE = " WHERE webhook = ? AND seq = ? AND due_at = ?";
  private static final String TAKE =
      "UPDATE event_deliveries SET due_at = ?, attempts = attempts + 1" + WHERE;
  private static final String LATER = "UPDATE event_deliveries SET due_at = ?" + WHERE;
  private static final String DONE = "DELETE FROM event_deliveries" + WHERE;
  private static final String NONE = "DELETE FROM event_deliveries WHERE webhook = ?";
  private static final String AGAIN = "DELETE FROM event_deliveries WHERE webhook = ? AND seq = ?";
  private static final String WAITING =
      "SELECT COUNT(*), MIN(asked_at) FROM event_deliveries WHERE webhook = ?";
  private static final String OLD =
      "DELETE FROM event_deliveries WHERE webhook = ? AND asked_at < ?";
  private static final String FORGOTTEN = "DELETE FROM event_deliveries WHERE asked_at < ?";

  private DeliveryTable() {}

  /**
   * What waits for a webhook.
   *
   * @param count how many events
   * @param oldest since when the first of them does
   */
  record Waiting(long count, Optional<Instant> oldest) {}

  /**
   * Has the next events sent to a webhook that wants them.
   *
   * @param since events that were written earlier are not sent any more
   */
  static void gather(
      Connection connection, WebhookState state, EventFilter wanted, Instant since, Instant now)
      throws SQLException {
    long last = EventTable.head(connection).last();
    if (last <= state.position()) {
      return;
    }
    List<StoredEvent> page = EventTable.page(connection, wanted, state.position(), PAGE);
    long position = page.size() == PAGE
        ? page.get(page.size() - 1).sequence()
        : Math.max(last, page.isEmpty() ? 0 : page.get(page.size() - 1).sequence());
    if (WebhookTable.move(connection, state, position)) {
      insert(
          connection,
          state.name(),
          page.stream().filter(event -> !event.writtenAt().isBefore(since)).toList(),
          now);
    }
  }

  private static void insert(
      Connection connection, String webhook, List<StoredEvent> events, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (StoredEvent event : events) {
        statement.setString(1, webhook);
        statement.setLong(2, event.sequence());
        statement.setString(3, event.callId());
        statement.setObject(4, utc(event.writtenAt().isBefore(now) ? event.writtenAt() : now));
        statement.setObject(5, utc(now));
        statement.setString(6, webhook);
        statement.setLong(7, event.sequence());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Has events sent to a webhook once more, whatever became of them before. */
  static void again(Connection connection, String webhook, List<StoredEvent> events, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AGAIN)) {
      for (StoredEvent event : events) {
        statement.setString(1, webhook);
        statement.setLong(2, event.sequence());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    List<StoredEvent> asked = events.stream()
        .map(event -> new StoredEvent(
            event.sequence(),
            event.id(),
            event.type(),
            event.version(),
            event.callId(),
            event.profile(),
            event.at(),
            now,
            event.data()))
        .toList();
    insert(connection, webhook, asked, now);
  }

  /** A row that is due. */
  private record Due(long seq, Instant askedAt, Instant dueAt, int attempts) {}

  /** Takes up what is due, the longest due first, and of a call one at a time. */
  static List<DueDelivery> take(
      Connection connection, String webhook, int most, Instant now, Instant until)
      throws SQLException {
    List<Due> due = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setString(1, webhook);
      statement.setObject(2, utc(now));
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          due.add(new Due(
              row.getLong(1),
              instant(row, 2).orElseThrow(),
              instant(row, 3).orElseThrow(),
              row.getInt(4)));
        }
      }
    }
    List<Due> taken = new ArrayList<>();
    for (Due one : due) {
      if (change(connection, TAKE, until, webhook, one.seq(), one.dueAt())) {
        taken.add(one);
      }
    }
    Map<Long, StoredEvent> events =
        EventTable.these(connection, taken.stream().map(Due::seq).toList());
    return taken.stream()
        .filter(one -> events.containsKey(one.seq()))
        .map(one -> new DueDelivery(
            webhook, events.get(one.seq()), one.askedAt(), one.attempts() + 1, until))
        .toList();
  }

  private static boolean change(
      Connection connection, String sql, Instant to, String webhook, long seq, Instant dueAt)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, utc(to));
      statement.setString(2, webhook);
      statement.setLong(3, seq);
      statement.setObject(4, utc(dueAt));
      return statement.executeUpdate() == 1;
    }
  }

  /** It is to be tried again then; nothing where somebody else has taken it up. */
  static void later(Connection connection, DueDelivery taken, Instant at) throws SQLException {
    change(connection, LATER, at, taken.webhook(), taken.event().sequence(), taken.until());
  }

  /** It was sent, or is given up; nothing where somebody else has taken it up. */
  static void done(Connection connection, DueDelivery taken) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DONE)) {
      statement.setString(1, taken.webhook());
      statement.setLong(2, taken.event().sequence());
      statement.setObject(3, utc(taken.until()));
      statement.executeUpdate();
    }
  }

  /** Nothing is to be sent to a webhook any more. */
  static void none(Connection connection, String webhook) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NONE)) {
      statement.setString(1, webhook);
      statement.executeUpdate();
    }
  }

  /** Drops what has waited for a webhook since before a time; how many. */
  static int forget(Connection connection, String webhook, Instant before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OLD)) {
      statement.setString(1, webhook);
      statement.setObject(2, utc(before));
      return statement.executeUpdate();
    }
  }

  /** Drops what waits since before a time, of webhooks that nobody works for any more. */
  static int forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGOTTEN)) {
      statement.setObject(1, utc(before));
      return statement.executeUpdate();
    }
  }

  static Waiting waiting(Connection connection, String webhook) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
      statement.setString(1, webhook);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Waiting(row.getLong(1), instant(row, 2));
      }
    }
  }
}
