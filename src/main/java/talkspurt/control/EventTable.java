package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of events for others. They are numbered in the order of commits: whoever has seen a number never finds a
 * smaller one later.
 */
final class EventTable {

  static final String COLUMNS =
      "seq, event_id, type, version, call_id, profile, happened_at, written_at, data";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM events_out";
  private static final String KNOWN = "SELECT 1 FROM events_out WHERE event_id = ?";
  private static final String LOCK = "UPDATE events_head SET last_seq = last_seq";
  private static final String HEAD = "SELECT last_seq, removed_seq, removed_at FROM events_head";
  private static final String MOVE = "UPDATE events_head SET last_seq = ?";
  private static final String INSERT =
      "INSERT INTO events_out (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String OLD =
      "SELECT seq, happened_at FROM events_out WHERE written_at < ? AND NOT EXISTS (SELECT 1 FROM"
          + " event_deliveries WHERE event_deliveries.seq = events_out.seq) ORDER BY written_at LIMIT ?";
  private static final String REMOVE = "DELETE FROM events_out WHERE seq = ?";
  private static final String REMOVED =
      "UPDATE events_head SET removed_seq = GREATEST(removed_seq, ?), removed_at ="
          + " CASE WHEN removed_at IS NULL OR removed_at < ? THEN ? ELSE removed_at END";

  private EventTable() {}

  /**
   * How far events are.
   *
   * @param last the number of the last
   * @param removed up to which number there may be some that were removed
   * @param removedAt when the latest of these happened
   */
  record Head(long last, long removed, Optional<Instant> removedAt) {}

  /**
   * Keeps events, to be told to others; nothing of those that are kept, or may have been told and removed. Whoever else
   * does so waits until this transaction is over, so it belongs to its end.
   *
   * @return how many were new
   */
  static int add(Connection connection, List<OutgoingEvent> events, Instant now)
      throws SQLException {
    Map<String, OutgoingEvent> wanted = new LinkedHashMap<>();
    events.forEach(event -> wanted.putIfAbsent(event.id(), event));
    if (wanted.isEmpty()) {
      return 0;
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.executeUpdate();
    }
    Head head = head(connection);
    List<OutgoingEvent> more = new ArrayList<>();
    for (OutgoingEvent event : wanted.values()) {
      boolean old = head.removedAt().filter(at -> !event.at().isAfter(at)).isPresent();
      if (!old && !isKept(connection, event.id())) {
        more.add(event);
      }
    }
    insert(connection, more, head.last(), now);
    return more.size();
  }

  private static void insert(
      Connection connection, List<OutgoingEvent> events, long last, Instant now)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      long seq = last;
      for (OutgoingEvent event : events) {
        statement.setLong(1, ++seq);
        statement.setString(2, event.id());
        statement.setString(3, event.type().label());
        statement.setInt(4, EventType.VERSION);
        statement.setString(5, event.callId());
        statement.setString(6, event.profile());
        statement.setObject(7, utc(event.at()));
        statement.setObject(8, utc(now));
        statement.setString(9, EventBody.json(event.data()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, last + events.size());
      statement.executeUpdate();
    }
  }

  private static boolean isKept(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static Head head(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAD);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? new Head(row.getLong(1), row.getLong(2), instant(row, 3))
          : new Head(0, 0, Optional.empty());
    }
  }

  /** Events behind a number that are wanted, in their order. */
  static List<StoredEvent> page(Connection connection, EventFilter filter, long after, int limit)
      throws SQLException {
    return read(
        connection,
        filter.in(new Conditions().and("seq > ?", after)),
        " ORDER BY seq LIMIT " + limit);
  }

  /** The same of those that happened from a time on and before another. */
  static List<StoredEvent> between(
      Connection connection,
      EventFilter filter,
      Instant from,
      Optional<Instant> to,
      long after,
      int limit)
      throws SQLException {
    Conditions conditions =
        new Conditions().and("seq > ?", after).within("happened_at", Optional.of(from), to);
    return read(connection, filter.in(conditions), " ORDER BY seq LIMIT " + limit);
  }

  static Optional<StoredEvent> one(Connection connection, String id) throws SQLException {
    return read(connection, new Conditions().and("event_id = ?", id), "").stream()
        .findFirst();
  }

  /** Those with these numbers. */
  static Map<Long, StoredEvent> these(Connection connection, List<Long> numbers)
      throws SQLException {
    Map<Long, StoredEvent> found = new LinkedHashMap<>();
    if (!numbers.isEmpty()) {
      read(connection, new Conditions().in("seq", numbers), "")
          .forEach(event -> found.put(event.sequence(), event));
    }
    return found;
  }

  private static List<StoredEvent> read(Connection connection, Conditions conditions, String rest)
      throws SQLException {
    try (PreparedStatement statement = conditions.prepare(connection, SELECT, rest);
        ResultSet row = statement.executeQuery()) {
      List<StoredEvent> events = new ArrayList<>();
      while (row.next()) {
        events.add(new StoredEvent(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getInt(4),
            row.getString(5),
            row.getString(6),
            instant(row, 7).orElseThrow(),
            instant(row, 8).orElseThrow(),
            row.getString(9)));
      }
      return events;
    }
  }

  /**
   * Removes events that were written before a time and that nobody is to be sent any more.
   *
   * @param limit how many at most
   * @return how many
   */
  static int remove(Connection connection, Instant before, int limit) throws SQLException {
    List<Long> old = new ArrayList<>();
    Instant latest = Instant.EPOCH;
    try (PreparedStatement statement = connection.prepareStatement(OLD)) {
      statement.setObject(1, utc(before));
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          old.add(row.getLong(1));
          Instant at = instant(row, 2).orElseThrow();
          latest = at.isAfter(latest) ? at : latest;
        }
      }
    }
    if (old.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      for (long seq : old) {
        statement.setLong(1, seq);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(REMOVED)) {
      statement.setLong(1, old.stream().mapToLong(seq -> seq).max().getAsLong());
      statement.setObject(2, utc(latest));
      statement.setObject(3, utc(latest));
      statement.executeUpdate();
    }
    return old.size();
  }
}
