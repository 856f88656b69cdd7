package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.privacy.WrappedKey;

/** Keys of calls, and which calls were erased. */
final class CallKeyTable {

  static final String COLUMNS =
      "call_id, master_key, key_bytes, created_at, destroy_at, destroyed_at";

  private static final String INSERT =
      "INSERT INTO call_keys (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";
  private static final String BEGIN = "INSERT INTO call_keys (" + COLUMNS + ")"
      + " SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS BYTEA),"
      + " CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE),"
      + " CAST(NULL AS TIMESTAMP WITH TIME ZONE)"
      + " WHERE NOT EXISTS (SELECT 1 FROM call_keys WHERE call_id = ?)";
  private static final String SELECT =
      "SELECT call_id, master_key, key_bytes, destroyed_at FROM call_keys";
  private static final String LATER = "UPDATE call_keys SET destroy_at = ? WHERE call_id = ?";
  private static final String IDS = "SELECT call_id FROM call_keys";
  private static final String DESTROY = "UPDATE call_keys SET key_bytes = NULL, master_key = '',"
      + " destroyed_at = COALESCE(destroyed_at, ?) WHERE call_id = ?";

  /** While events of a call are there, its row says that it was erased, and is not merely unreadable. */
  private static final String FORGOTTEN =
      " AND NOT EXISTS (SELECT 1 FROM event_journal WHERE persistence_id = '"
          + CallEntity.persistenceId("").id()
          + "' || call_keys.call_id)"
          + " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE persistence_id = '"
          + CallEntity.persistenceId("").id()
          + "' || call_keys.call_id)";

  private CallKeyTable() {}

  /**
   * Forgets that calls were erased of which nothing is left to be read, some.
   *
   * @param before when their keys were destroyed
   * @return how many were forgotten
   */
  static int forget(Connection connection, Instant before, int most) throws SQLException {
    Set<String> calls = ids(
        connection,
        new Conditions().and("destroyed_at < ?", before),
        FORGOTTEN + " ORDER BY destroyed_at LIMIT " + most);
    if (calls.isEmpty()) {
      return 0;
    }
    try (PreparedStatement delete = new Conditions()
        .in("call_id", calls)
        .and("destroyed_at IS NOT NULL")
        .prepare(connection, "DELETE FROM call_keys", "")) {
      return delete.executeUpdate();
    }
  }

  /**
   * Keeps the keys of calls that begin at this time.
   *
   * @return those of them that have a row already, which is left as it is
   */
  static Set<String> insert(Connection connection, Map<String, WrappedKey> keys, Instant now)
      throws SQLException {
    Set<String> there = new HashSet<>();
    if (keys.isEmpty()) {
      return there;
    }
    List<String> calls = List.copyOf(keys.keySet());
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      for (String call : calls) {
        insert.setString(1, call);
        insert.setString(2, keys.get(call).master());
        insert.setBytes(3, keys.get(call).bytes());
        insert.setObject(4, SqlTimes.utc(now));
        insert.setString(5, call);
        insert.addBatch();
      }
      int[] inserted = insert.executeBatch();
      for (int at = 0; at < inserted.length; at++) {
        if (inserted[at] == 0) {
          there.add(calls.get(at));
        }
      }
      return there;
    } catch (SQLException fault) {
      // the driver's message has the whole statement, and with it the keys
      throw new SQLException(
          "no row can be written to call_keys", fault.getSQLState(), fault.getErrorCode());
    }
  }

  /** The key of each of these calls, empty of those that were erased; nothing of those that have none. */
  static Map<String, Optional<WrappedKey>> find(Connection connection, Collection<String> callIds)
      throws SQLException {
    Map<String, Optional<WrappedKey>> found = new HashMap<>();
    if (callIds.isEmpty()) {
      return found;
    }
    try (PreparedStatement select =
            new Conditions().in("call_id", callIds).prepare(connection, SELECT, "");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String master = row.getString(2);
        byte[] bytes = row.getBytes(3);
        if (bytes != null || SqlTimes.instant(row, 4).isPresent()) {
          found.put(
              row.getString(1), Optional.ofNullable(bytes).map(key -> new WrappedKey(master, key)));
        }
      }
    }
    return found;
  }

  /** Destroys the keys of these calls, and keeps that they were erased, also of calls that had none. */
  static void destroy(Connection connection, Collection<String> callIds, Instant now)
      throws SQLException {
    try (PreparedStatement destroy = connection.prepareStatement(DESTROY);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (String call : callIds) {
        destroy.setObject(1, SqlTimes.utc(now));
        destroy.setString(2, call);
        if (destroy.executeUpdate() == 0) {
          insert.setString(1, call);
          insert.setString(2, "");
          insert.setBytes(3, null);
          insert.setObject(4, SqlTimes.utc(now));
          insert.setObject(5, SqlTimes.utc(now));
          insert.setObject(6, SqlTimes.utc(now));
          insert.executeUpdate();
        }
      }
    }
  }

  /** Those of these calls that were erased. */
  static Set<String> erased(Connection connection, Collection<String> callIds) throws SQLException {
    return callIds.isEmpty()
        ? Set.of()
        : ids(
            connection,
            new Conditions().in("call_id", callIds).and("destroyed_at IS NOT NULL"),
            "");
  }

  /** Has these calls erased at a time to come, also those that have no key. */
  static void destroyAt(Connection connection, Collection<String> callIds, Instant due, Instant now)
      throws SQLException {
    try (PreparedStatement later = connection.prepareStatement(LATER);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (String call : callIds) {
        later.setObject(1, SqlTimes.utc(due));
        later.setString(2, call);
        if (later.executeUpdate() == 0) {
          insert.setString(1, call);
          insert.setString(2, "");
          insert.setBytes(3, null);
          insert.setObject(4, SqlTimes.utc(now));
          insert.setObject(5, SqlTimes.utc(due));
          insert.setObject(6, null, Types.TIMESTAMP_WITH_TIMEZONE);
          insert.executeUpdate();
        }
      }
    }
  }

  /** Those of these calls that are to be erased, or were. */
  static Set<String> leaving(Connection connection, Collection<String> callIds)
      throws SQLException {
    return callIds.isEmpty()
        ? Set.of()
        : ids(
            connection, new Conditions().in("call_id", callIds).and("destroy_at IS NOT NULL"), "");
  }

  /** Calls that are to be erased by now and were not yet, so many at most. */
  static Set<String> due(Connection connection, Instant now, int most) throws SQLException {
    return ids(
        connection,
        new Conditions().and("destroyed_at IS NULL").and("destroy_at <= ?", now),
        " LIMIT " + most);
  }

  private static Set<String> ids(Connection connection, Conditions conditions, String rest)
      throws SQLException {
    try (PreparedStatement select = conditions.prepare(connection, IDS, rest);
        ResultSet row = select.executeQuery()) {
      Set<String> ids = new HashSet<>();
      while (row.next()) {
        ids.add(row.getString(1));
      }
      return ids;
    }
  }
}
