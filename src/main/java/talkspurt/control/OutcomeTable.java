package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import talkspurt.control.CallOutcome.Source;
import talkspurt.control.CallOutcome.State;
import talkspurt.control.CallOutcome.Told;
import talkspurt.control.CallOutcome.Webhook;

/** The rows of outcomes, and the work on them. */
final class OutcomeTable {

  static final String COLUMNS =
      "call_id, profile, profile_version, ended_at, end_reason, state, source, disposition, reason,"
          + " summary, fields, goals, cause, settled_at, webhook, webhook_cause, work, due_at, attempts";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM call_outcomes";
  private static final String ONE = SELECT + " WHERE call_id = ?";
  private static final String KEPT = "SELECT 1 FROM call_outcomes WHERE call_id = ?";
  private static final String DUE =
      SELECT + " WHERE work = ? AND due_at <= ? ORDER BY due_at LIMIT ?";
  private static final String INSERT = "INSERT INTO call_outcomes (" + COLUMNS
      + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String TAKE = "UPDATE call_outcomes SET due_at = ?, attempts = ?"
      + " WHERE call_id = ? AND work = ? AND due_at = ?";
  private static final String UPDATE = "UPDATE call_outcomes SET state = ?, source = ?,"
      + " disposition = ?, reason = ?, summary = ?, fields = ?, goals = ?, cause = ?, settled_at = ?,"
      + " webhook = ?, webhook_cause = ?, work = ?, due_at = ?, attempts = ?"
      + " WHERE call_id = ? AND work = ? AND due_at = ?";
  private static final String LOG = "UPDATE call_log SET disposition = ? WHERE call_id = ?";
  private static final String NO_GOALS = "DELETE FROM call_goals WHERE call_id = ?";
  private static final String GOAL =
      "INSERT INTO call_goals (call_id, goal, reached) VALUES (?, ?, ?)";
  private static final String MISSING =
      "SELECT call_id, profile, profile_version, ended_at, end_reason FROM call_log"
          + " WHERE registered_at >= ? AND ended_at >= ? AND NOT EXISTS"
          + " (SELECT 1 FROM call_outcomes WHERE call_outcomes.call_id = call_log.call_id)";

  private static final Duration LONGEST_CALL = Duration.ofDays(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, Boolean>> GOALS = new TypeReference<>() {};

  private OutcomeTable() {}

  /** Keeps that a call has ended, unless that is kept. */
  static void begin(Connection connection, CallLogEntry call) throws SQLException {
    Instant endedAt = call.endedAt().orElse(call.registeredAt());
    begin(
        connection,
        CallOutcome.begun(
            call.callId(),
            call.profile(),
            call.version(),
            endedAt,
            call.endReason().orElse("")));
  }

  private static void begin(Connection connection, CallOutcome begun) throws SQLException {
    if (isKept(connection, begun.callId())) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, begun.callId());
      statement.setString(2, begun.profile());
      statement.setString(3, begun.version());
      statement.setObject(4, utc(begun.endedAt()));
      statement.setString(5, begun.endReason());
      int next = told(statement, 6, begun);
      statement.setString(next, OutcomeWork.SETTLE.label());
      statement.setObject(next + 1, utc(begun.endedAt()));
      statement.setInt(next + 2, 0);
      statement.executeUpdate();
    }
  }

  private static boolean isKept(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEPT)) {
      statement.setString(1, callId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static Optional<CallOutcome> one(Connection connection, String callId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setString(1, callId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(outcome(row)) : Optional.empty();
      }
    }
  }

  /** Takes up work that is due, the longest due first. */
  static List<DueOutcome> take(
      Connection connection, OutcomeWork work, int most, Instant now, Instant until)
      throws SQLException {
    List<DueOutcome> due = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setString(1, work.label());
      statement.setObject(2, utc(now));
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          due.add(new DueOutcome(
              outcome(row), work, row.getInt("attempts"), instant(row, "due_at").orElseThrow()));
        }
      }
    }
    List<DueOutcome> taken = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      for (DueOutcome one : due) {
        statement.setObject(1, utc(until));
        statement.setInt(2, one.attempts() + 1);
        where(statement, 3, one);
        if (statement.executeUpdate() == 1) {
          taken.add(new DueOutcome(one.outcome(), work, one.attempts() + 1, until));
        }
      }
    }
    return taken;
  }

  /**
   * Keeps what came of work; false where somebody else has taken it up meanwhile.
   *
   * @param next what is to be done, and when; empty: nothing
   */
  static boolean put(
      Connection connection,
      DueOutcome taken,
      CallOutcome now,
      Optional<OutcomeWork> next,
      Instant at,
      int attempts)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      int place = told(statement, 1, now);
      statement.setString(place, next.map(OutcomeWork::label).orElse(null));
      statement.setObject(place + 1, next.map(any -> utc(at)).orElse(null));
      statement.setInt(place + 2, attempts);
      where(statement, place + 3, taken);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    if (taken.outcome().settledAt().isEmpty() && now.settledAt().isPresent()) {
      settled(connection, now);
      EventTable.add(connection, List.of(OutgoingEvent.of(now)), now.settledAt().get());
    }
    return true;
  }

  private static void settled(Connection connection, CallOutcome now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOG)) {
      statement.setString(1, now.told().disposition());
      statement.setString(2, now.callId());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(NO_GOALS)) {
      statement.setString(1, now.callId());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(GOAL)) {
      for (Map.Entry<String, Boolean> goal : now.goals().entrySet()) {
        statement.setString(1, now.callId());
        statement.setString(2, goal.getKey());
        statement.setBoolean(3, goal.getValue());
        statement.executeUpdate();
      }
    }
  }

  /** Outcomes by the end of their calls, oldest first. */
  static List<CallOutcome> page(Connection connection, OutcomeFilter filter) throws SQLException {
    Conditions wanted = new Conditions()
        .is("profile = ?", filter.profile())
        .within("ended_at", filter.from(), filter.to());
    filter
        .after()
        .ifPresent(after -> wanted
            .and("ended_at >= ?", after.endedAt())
            .and("(ended_at > ? OR call_id > ?)", after.endedAt(), after.callId()));
    try (PreparedStatement statement = wanted.prepare(
        connection, SELECT, " ORDER BY ended_at, call_id LIMIT " + OutcomeFilter.PAGE)) {
      List<CallOutcome> page = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          page.add(outcome(row));
        }
      }
      return page;
    }
  }

  /**
   * Keeps calls that ended since then and of which nothing is kept: nodes of earlier versions wrote their ends.
   *
   * @return how many
   */
  static int beginMissing(Connection connection, Instant since) throws SQLException {
    List<CallOutcome> missing = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
      statement.setObject(1, utc(since.minus(LONGEST_CALL)));
      statement.setObject(2, utc(since));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          missing.add(CallOutcome.begun(
              row.getString("call_id"),
              row.getString("profile"),
              row.getString("profile_version"),
              instant(row, "ended_at").orElseThrow(),
              Optional.ofNullable(row.getString("end_reason")).orElse("")));
        }
      }
    }
    for (CallOutcome call : missing) {
      begin(connection, call);
    }
    return missing.size();
  }

  private static int told(PreparedStatement statement, int first, CallOutcome outcome)
      throws SQLException {
    int at = first;
    statement.setString(at++, outcome.state().label());
    statement.setString(at++, outcome.source().label());
    statement.setString(at++, outcome.told().disposition());
    statement.setString(at++, outcome.told().reason());
    statement.setString(at++, outcome.told().summary());
    statement.setString(at++, outcome.told().fields());
    statement.setString(at++, goals(outcome.goals()));
    statement.setString(at++, outcome.cause().orElse(""));
    statement.setObject(at++, utc(outcome.settledAt()));
    statement.setString(at++, outcome.webhook().label());
    statement.setString(at++, outcome.webhookCause().orElse(""));
    return at;
  }

  private static void where(PreparedStatement statement, int first, DueOutcome taken)
      throws SQLException {
    statement.setString(first, taken.outcome().callId());
    statement.setString(first + 1, taken.work().label());
    statement.setObject(first + 2, utc(taken.until()));
  }

  private static CallOutcome outcome(ResultSet row) throws SQLException {
    return new CallOutcome(
        row.getString("call_id"),
        row.getString("profile"),
        row.getString("profile_version"),
        instant(row, "ended_at").orElseThrow(),
        row.getString("end_reason"),
        label(State.values(), State::label, row.getString("state")),
        label(Source.values(), Source::label, row.getString("source")),
        new Told(
            row.getString("disposition"),
            row.getString("reason"),
            row.getString("summary"),
            row.getString("fields")),
        goals(row.getString("goals")),
        Optional.of(row.getString("cause")).filter(cause -> !cause.isEmpty()),
        instant(row, "settled_at"),
        label(Webhook.values(), Webhook::label, row.getString("webhook")),
        Optional.of(row.getString("webhook_cause")).filter(cause -> !cause.isEmpty()));
  }

  private static <T> T label(T[] all, Function<T, String> label, String text) throws SQLException {
    for (T one : all) {
      if (label.apply(one).equals(text)) {
        return one;
      }
    }
    throw new SQLException("an outcome is '" + text + "', which this version does not know");
  }

  private static String goals(SortedMap<String, Boolean> goals) {
    try {
      return JSON.writeValueAsString(goals);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SortedMap<String, Boolean> goals(String json) throws SQLException {
    try {
      return JSON.readValue(json, GOALS);
    } catch (JsonProcessingException broken) {
      throw new SQLException("goals of an outcome cannot be read", broken);
    }
  }
}
