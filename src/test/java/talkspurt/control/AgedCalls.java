package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls of long ago, and what age removes of them as the worker has it removed. */
record AgedCalls(Database database, CallErasure erasure, RecordingEraser eraser) {

  /** All of these profiles after so many days, and of others nothing. */
  static RetentionRules days(Map<RetentionKind, Integer> kept, String... profiles) {
    Map<RetentionKind, Duration> times = new EnumMap<>(RetentionKind.class);
    kept.forEach((kind, days) -> times.put(kind, Duration.ofDays(days)));
    Map<String, RetentionRule> rules = new java.util.HashMap<>();
    for (String profile : profiles) {
      rules.put(profile, new RetentionRule(times));
    }
    return new RetentionRules(RetentionRule.FOR_EVER, rules);
  }

  /** One page; of how many. */
  RetentionPass.Page page(RetentionPass pass, Instant now) {
    return page(database, pass, now);
  }

  /** One page by other connections. */
  RetentionPass.Page page(Database by, RetentionPass pass, Instant now) {
    if (!pass.atFiles()) {
      return by.transactNow(connection -> pass.page(connection, now));
    }
    var calls = by.transactNow(connection -> pass.files(connection, now));
    int erased = new FileErasure(by, eraser).aged(calls).toCompletableFuture().join();
    return new RetentionPass.Page(RetentionKind.RECORDINGS, erased);
  }

  /** A whole pass; of how many calls, by kind. */
  Map<RetentionKind, Integer> pass(RetentionRules rules, Instant now) {
    RetentionPass pass = new RetentionPass(rules, erasure);
    Map<RetentionKind, Integer> removed = new EnumMap<>(RetentionKind.class);
    for (int pages = 0; pass.goesOn(); pages++) {
      assertThat(pages).as("pages of a pass that ends").isLessThan(500);
      RetentionPass.Page page = page(pass, now);
      if (page.removed() > 0) {
        removed.merge(page.kind(), page.removed(), Integer::sum);
      }
    }
    return removed;
  }

  /** The row of a call whose journal is gone, and what is beside it. */
  String row(String profile, Instant begun, Optional<Instant> ended) {
    String id = UUID.randomUUID().toString();
    database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(
          "INSERT INTO call_log (call_id, state, caller_id, dnid, profile, registered_at, ended_at)"
              + " VALUES (?, 'ENDED', '+49', '+49', ?, ?, ?)")) {
        statement.setString(1, id);
        statement.setString(2, profile);
        statement.setObject(3, SqlTimes.utc(begun));
        statement.setObject(4, SqlTimes.utc(ended));
        statement.executeUpdate();
      }
      run(
          connection,
          "INSERT INTO call_goals (call_id, goal, reached) VALUES ('" + id + "', 'g', TRUE)");
      return null;
    });
    return id;
  }

  /** How a call came out, in words. */
  void outcome(String id, String profile, Instant ended, boolean done) {
    run("DELETE FROM call_outcomes WHERE call_id = '" + id + "'");
    database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(
          "INSERT INTO call_outcomes (call_id, profile, profile_version, ended_at, end_reason, state,"
              + " source, disposition, reason, summary, fields, goals, cause, webhook, webhook_cause,"
              + " work, attempts) VALUES (?, ?, 'v', ?, 'COMPLETED', 'DONE', 'MODEL', 'sold', 'because',"
              + " 'said so', '{\"a\":1}', '{}', '', 'NONE', '', ?, 0)")) {
        statement.setString(1, id);
        statement.setString(2, profile);
        statement.setObject(3, SqlTimes.utc(ended));
        statement.setString(4, done ? null : "ASK");
        statement.executeUpdate();
      }
      return null;
    });
  }

  /** How many rows of a table are of a call. */
  long rows(String table, String id) {
    String column = table.equals("event_journal") || table.equals("snapshot")
        ? "persistence_id LIKE '%" + id + "'"
        : "call_id = '" + id + "'";
    return count(table + " WHERE " + column);
  }

  /** How many rows there are. */
  long count(String from) {
    return database.transactNow(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  void run(String sql) {
    database.transactNow(connection -> {
      run(connection, sql);
      return null;
    });
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
