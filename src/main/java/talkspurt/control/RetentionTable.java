package talkspurt.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds calls of which something is to go by age, and removes that; some calls at a time. */
final class RetentionTable {

  /** A call of which the log has no row is over this long after its first event at the latest. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  /** So much longer a call's row is kept while files of it could not be deleted. */
  private static final Duration FILES_WAIT = Duration.ofDays(30);

  private static final String NOT_HELD =
      "NOT EXISTS (SELECT 1 FROM call_holds WHERE call_holds.call_id = %s.call_id)";
  /** A node that is gone for good must not keep the rows of its calls. */
  private static final String NO_FILES =
      "(ended_at < ? OR NOT EXISTS (SELECT 1 FROM call_recordings"
          + " WHERE call_recordings.call_id = call_log.call_id))";

  private static final String BEGUN = "SELECT ordering, persistence_id, write_timestamp"
      + " FROM event_journal WHERE ordering > ? AND sequence_number = 1 AND persistence_id LIKE ?"
      + " ORDER BY ordering LIMIT " + CallErasure.MOST;
  /** A row may be missing because the log was not made anew yet from a backup: such calls are not among these. */
  private static final String ASIDE = "SELECT call_id FROM call_log_set_aside";

  private static final String ERASED = "SELECT call_id FROM call_keys";
  private static final String ENDED = "SELECT call_id, profile, ended_at FROM call_log";
  private static final String OLDEST_JOURNAL = "SELECT MIN(write_timestamp) FROM event_journal"
      + " WHERE ordering = (SELECT MIN(ordering) FROM event_journal WHERE persistence_id LIKE ?)";

  private RetentionTable() {}

  /** Removes rows of calls with all but their outcomes; how many calls. */
  static int callLog(
      CallErasure erasure, Connection connection, RetentionRules.Share share, Instant now)
      throws SQLException {
    Conditions due = share
        .due(new Conditions(), "call_log", now)
        .and(notHeld("call_log"))
        .and(NO_FILES, now.minus(share.kept()).minus(FILES_WAIT));
    List<String> calls = ids(connection, "SELECT call_id FROM call_log", due, "ended_at");
    erasure.log(connection, calls, now);
    return calls.size();
  }

  /** Removes outcomes of which all is done; how many. */
  static int outcomes(
      CallErasure erasure, Connection connection, RetentionRules.Share share, Instant now)
      throws SQLException {
    Conditions due = share
        .due(new Conditions().and("work IS NULL"), "call_outcomes", now)
        .and(notHeld("call_outcomes"));
    List<String> calls = ids(connection, "SELECT call_id FROM call_outcomes", due, "ended_at");
    erasure.outcomes(connection, calls);
    return calls.size();
  }

  /** Removes words, those of the search first; of how many calls. */
  static int words(
      CallErasure erasure, Connection connection, RetentionRules.Share share, Instant now)
      throws SQLException {
    Conditions sought = share
        .due(new Conditions(), "call_log", now)
        .and("call_words.registered_at < ?", now.minus(share.kept()))
        .and(notHeld("call_words"));
    List<String> calls = ids(
        connection,
        "SELECT call_words.call_id FROM call_words"
            + " JOIN call_log ON call_log.call_id = call_words.call_id",
        sought,
        "call_words.registered_at");
    if (calls.isEmpty()) {
      Conditions told = share
          .due(new Conditions().and("work IS NULL"), "call_outcomes", now)
          .and("(summary <> '' OR reason <> '' OR fields <> '{}')")
          .and(notHeld("call_outcomes"));
      calls = ids(connection, "SELECT call_id FROM call_outcomes", told, "ended_at");
    }
    erasure.words(connection, calls);
    return calls.size();
  }

  /** Calls with files of recordings that are to go, behind this one, by where these may lie. */
  static List<RecordedCall> recordings(
      Connection connection, RetentionRules.Share share, String after, Instant now)
      throws SQLException {
    Conditions due = share
        .due(new Conditions(), "call_log", now)
        .and("call_recordings.started_at < ?", now.minus(share.kept()))
        .and("call_recordings.call_id > ?", after)
        .and(notHeld("call_recordings"));
    List<String> calls = ids(
        connection,
        "SELECT DISTINCT call_recordings.call_id FROM call_recordings"
            + " JOIN call_log ON call_log.call_id = call_recordings.call_id",
        due,
        "call_recordings.call_id");
    return RecordedCallTable.of(connection, calls);
  }

  private static String notHeld(String table) {
    return NOT_HELD.formatted(table);
  }

  private static List<String> ids(
      Connection connection, String select, Conditions wanted, String order) throws SQLException {
    try (PreparedStatement statement = wanted.prepare(
            connection, select, " ORDER BY " + order + " LIMIT " + CallErasure.MOST);
        ResultSet row = statement.executeQuery()) {
      List<String> ids = new ArrayList<>();
      while (row.next()) {
        ids.add(row.getString(1));
      }
      return ids;
    }
  }

  /**
   * What came of looking through a part of the journal.
   *
   * @param removed of how many calls it was removed
   * @param position up to where it was looked through; empty: to where nothing can be due
   */
  record Walked(int removed, Optional<Long> position) {}

  /** Removes events of calls that are due, of some calls behind this place. */
  static Walked journal(
      CallErasure erasure, Connection connection, RetentionRules rules, long after, Instant now)
      throws SQLException {
    Optional<Duration> shortest = rules.shortest(RetentionKind.JOURNAL);
    if (shortest.isEmpty()) {
      return new Walked(0, Optional.empty());
    }
    Map<String, Instant> begun = new LinkedHashMap<>();
    long position = after;
    boolean young = false;
    try (PreparedStatement statement = connection.prepareStatement(BEGUN)) {
      statement.setLong(1, after);
      statement.setString(2, CallEntity.persistenceId("").id() + "%");
      try (ResultSet row = statement.executeQuery()) {
        while (row.next() && !young) {
          Instant at = Instant.ofEpochMilli(row.getLong(3));
          young = at.isAfter(now.minus(shortest.get()));
          if (!young) {
            position = row.getLong(1);
            begun.put(callId(row.getString(2)), at);
          }
        }
      }
    }
    List<String> due = due(connection, rules, begun, now);
    erasure.journal(connection, due, now);
    return new Walked(
        due.size(),
        young || begun.size() < CallErasure.MOST ? Optional.empty() : Optional.of(position));
  }

  private static String callId(String persistenceId) {
    return persistenceId.substring(CallEntity.persistenceId("").id().length());
  }

  /**
   * Which of these calls are over so long that their events are to go, and are not held. Where the log has no row of a call since
   * it was set aside or erased, the engine's own rule holds from a day after its beginning.
   *
   * @param begun when each became known
   */
  private static List<String> due(
      Connection connection, RetentionRules rules, Map<String, Instant> begun, Instant now)
      throws SQLException {
    if (begun.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> due = new HashMap<>();
    try (PreparedStatement statement =
            new Conditions().in("call_id", begun.keySet()).prepare(connection, ENDED, "");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Optional<Instant> endedAt = SqlTimes.instant(row, 3);
        due.put(
            row.getString(1),
            endedAt.isPresent()
                && rules.isDue(RetentionKind.JOURNAL, row.getString(2), endedAt.get(), now));
      }
    }
    HoldTable.of(connection, begun.keySet()).forEach(hold -> due.put(hold.callId(), false));
    Optional<Duration> kept = rules.standard().of(RetentionKind.JOURNAL);
    for (String call : neverLogged(connection, begun.keySet())) {
      boolean over =
          kept.isPresent() && begun.get(call).plus(LONGEST_CALL).isBefore(now.minus(kept.get()));
      if (over && due.putIfAbsent(call, true) == null) {
        files(connection, call, now);
      }
    }
    return begun.keySet().stream().filter(call -> due.getOrDefault(call, false)).toList();
  }

  /** No row tells of files of this call: they are looked for as those of calls that somebody wants deleted. */
  private static void files(Connection connection, String call, Instant now) throws SQLException {
    Optional<RecordedCall> recorded = RecordedCallTable.ofJournal(connection, call);
    if (RemovalTable.ofCall(connection, call).isEmpty()) {
      String id = UUID.randomUUID().toString();
      RemovalTable.begin(connection, id, "", "", now);
      RemovalTable.add(connection, id, call, now);
    }
    RemovalTable.files(connection, recorded.orElseThrow(), now);
    RemovalTable.step(connection, call, Optional.empty(), Optional.of(now), 0);
  }

  private static Set<String> neverLogged(Connection connection, Collection<String> calls)
      throws SQLException {
    Set<String> all = new HashSet<>();
    Conditions aside = new Conditions().in("call_id", calls);
    Conditions erased = new Conditions().and("destroyed_at IS NOT NULL").in("call_id", calls);
    try (PreparedStatement first = aside.prepare(connection, ASIDE, "");
        PreparedStatement second = erased.prepare(connection, ERASED, "")) {
      for (PreparedStatement statement : List.of(first, second)) {
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            all.add(row.getString(1));
          }
        }
      }
    }
    return all;
  }

  /**
   * Whether the log has all that this version writes of every call: else files would not be found, and rows that are made
   * anew bring back what has gone.
   */
  static boolean logIsWhole(Connection connection) throws SQLException {
    RebuildState state = RebuildTable.read(connection);
    return !state.running() && !state.old();
  }

  /** When the oldest of a kind is from; empty where there is none. */
  static Optional<Instant> oldest(Connection connection, RetentionKind kind) throws SQLException {
    return switch (kind) {
      case WORDS -> time(connection, "SELECT MIN(registered_at) FROM call_words");
      case CALL_LOG -> time(connection, "SELECT MIN(registered_at) FROM call_log");
      case OUTCOMES -> time(connection, "SELECT MIN(ended_at) FROM call_outcomes");
      case AUDIT -> time(connection, "SELECT MIN(at) FROM audit");
      case JOURNAL -> oldestEvent(connection);
      case RECORDINGS -> time(connection, "SELECT MIN(started_at) FROM call_recordings");
    };
  }

  private static Optional<Instant> time(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return SqlTimes.instant(row, 1);
    }
  }

  private static Optional<Instant> oldestEvent(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OLDEST_JOURNAL)) {
      statement.setString(1, CallEntity.persistenceId("").id() + "%");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long ms = row.getLong(1);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
      }
    }
  }
}
