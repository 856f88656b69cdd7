package talkspurt.control;

import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Synthetic calls that are over. Their journal is kept for a day, so that it can be seen why one failed. */
final class ProbeTable {

  static final Duration KEPT = Duration.ofDays(1);

  private static final int MOST_AT_ONCE = 50;
  private static final String KNOWN = "SELECT 1 FROM probes WHERE call_id = ?";
  private static final String INSERT = "INSERT INTO probes (call_id, ended_at) VALUES (?, ?)";
  private static final String OLD =
      "SELECT call_id FROM probes WHERE ended_at < ? ORDER BY ended_at LIMIT ?";

  private ProbeTable() {}

  /** Keeps that these have ended, and deletes those that did long ago. */
  static void ended(Connection connection, List<String> calls, Instant now) throws SQLException {
    for (String call : calls) {
      keep(connection, call, now);
    }
    if (!calls.isEmpty()) {
      CallErasure.withoutTrace(connection, old(connection, now.minus(KEPT)));
    }
  }

  private static void keep(Connection connection, String call, Instant now) throws SQLException {
    try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
      known.setString(1, call);
      try (ResultSet row = known.executeQuery()) {
        if (row.next()) {
          return;
        }
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, call);
      insert.setObject(2, utc(now));
      insert.executeUpdate();
    }
  }

  private static List<String> old(Connection connection, Instant before) throws SQLException {
    List<String> calls = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(OLD)) {
      statement.setObject(1, utc(before));
      statement.setInt(2, MOST_AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          calls.add(row.getString(1));
        }
      }
    }
    return calls;
  }
}
