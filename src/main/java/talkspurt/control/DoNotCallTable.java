package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of numbers that must not be called, under keyed hashes. */
final class DoNotCallTable {

  static final String COLUMNS =
      "number_hash, key_mark, source, added_by, call_id, added_at, removed_at";

  private static final String SELECT = "SELECT source, added_by, call_id, added_at, removed_at"
      + " FROM do_not_call WHERE number_hash = ?";
  private static final String INSERT =
      "INSERT INTO do_not_call (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, NULL)";
  private static final String UPDATE = "UPDATE do_not_call SET key_mark = ?, source = ?,"
      + " added_by = ?, call_id = ?, added_at = ?, removed_at = NULL WHERE number_hash = ?";
  private static final String REMOVE =
      "UPDATE do_not_call SET removed_at = ? WHERE number_hash = ? AND removed_at IS NULL";
  private static final String OTHER_KEY =
      "SELECT 1 FROM do_not_call WHERE key_mark <> ? AND removed_at IS NULL LIMIT 1";

  private DoNotCallTable() {}

  /** A row; one that was removed says so. */
  record Row(DoNotCall entry, Optional<Instant> removedAt) {}

  static Optional<Row> find(Connection connection, String numberHash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, numberHash);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Row(
                new DoNotCall(
                    DoNotCall.Source.of(row.getString(1)),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)),
                    instant(row, 4).orElseThrow()),
                instant(row, 5)))
            : Optional.empty();
      }
    }
  }

  /** Whether it is on the list. */
  static boolean has(Connection connection, String numberHash) throws SQLException {
    return find(connection, numberHash).filter(row -> row.removedAt().isEmpty()).isPresent();
  }

  /**
   * Adds a number; one that is on the list keeps how it came there, and one that was removed since this was asked stays
   * removed.
   *
   * @param mark of the key under which the hash is
   */
  static void add(Connection connection, String numberHash, String mark, DoNotCall entry)
      throws SQLException {
    Optional<Row> known = find(connection, numberHash);
    if (known.isPresent() && known.get().removedAt().filter(entry.at()::isAfter).isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(known.isPresent() ? UPDATE : INSERT)) {
      int at = 1;
      if (known.isEmpty()) {
        statement.setString(at++, numberHash);
      }
      statement.setString(at++, mark);
      statement.setString(at++, entry.source().label());
      statement.setString(at++, entry.by());
      statement.setString(at++, entry.callId().orElse(null));
      statement.setObject(at++, utc(entry.at()));
      if (known.isPresent()) {
        statement.setString(at, numberHash);
      }
      statement.executeUpdate();
    }
  }

  /** Takes a number off the list; whether it was on it. */
  static boolean remove(Connection connection, String numberHash, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setObject(1, utc(now));
      statement.setString(2, numberHash);
      return statement.executeUpdate() > 0;
    }
  }

  /** Whether there are numbers on the list that no number can be compared with any more: their key is gone. */
  static boolean hasOtherKey(Connection connection, String mark) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHER_KEY)) {
      statement.setString(1, mark);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
