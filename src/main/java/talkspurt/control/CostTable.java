package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.call.Spending;
import talkspurt.call.Spending.Spent;

/** What calls have cost, by provider: while they ran ({@code call_costs}), and later. */
final class CostTable {

  static final String COLUMNS = "call_id, provider, cost, used, estimated, tariffs";

  private static final int FETCHED = 1000;
  private static final int MOST_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Long>> AMOUNTS = new TypeReference<>() {};

  private static final String CALL =
      "UPDATE call_log SET later_cost = later_cost + ?, cost = cost + ? WHERE call_id = ?";
  private static final String LATER =
      "SELECT " + COLUMNS + " FROM call_later_costs WHERE call_id = ?";
  private static final String NO_LATER = "DELETE FROM call_later_costs WHERE call_id = ?";
  private static final String ADD_LATER =
      "INSERT INTO call_later_costs (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";

  private static final String CALLS = "SELECT registered_at, profile, cost FROM call_log";
  private static final String PAID = "SELECT registered_at, profile, provider, paid.cost AS paid,"
      + " used, estimated, tariffs FROM call_log JOIN %s paid ON paid.call_id = call_log.call_id";
  private static final String AGAIN =
      "EXISTS (SELECT 1 FROM call_costs first WHERE first.call_id = call_log.call_id"
          + " AND first.provider = paid.provider)";

  private CostTable() {}

  /** Sets the values of a row of a provider, behind the call's id. */
  static void set(PreparedStatement statement, String provider, Spent spent) throws SQLException {
    statement.setString(2, provider);
    statement.setLong(3, spent.millionths());
    statement.setString(4, json(spent.used()));
    statement.setString(5, json(spent.estimated()));
    statement.setString(6, String.join(",", spent.tariffs()));
  }

  /** What a call has cost since it is over; nothing, as a rule. */
  static Spending later(Connection connection, String callId) throws SQLException {
    Map<String, Spent> spent = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LATER)) {
      statement.setString(1, callId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          spent.put(row.getString("provider"), spent(row, "cost"));
        }
      }
    }
    return new Spending(spent);
  }

  /** A call that is over has cost so much more. */
  static void addLater(Connection connection, String callId, Spending more) throws SQLException {
    if (more.byProvider().isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(CALL)) {
      statement.setLong(1, more.millionths());
      statement.setLong(2, more.millionths());
      statement.setString(3, callId);
      statement.executeUpdate(); // first of all: whoever else writes of this call waits
    }
    Map<String, Spent> all = new TreeMap<>(later(connection, callId).byProvider());
    more.byProvider().forEach((provider, spent) -> all.merge(provider, spent, Spent::plus));
    try (PreparedStatement statement = connection.prepareStatement(NO_LATER)) {
      statement.setString(1, callId);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD_LATER)) {
      for (Map.Entry<String, Spent> one : all.entrySet()) {
        statement.setString(1, callId);
        set(statement, one.getKey(), one.getValue());
        statement.executeUpdate();
      }
    }
  }

  /**
   * What calls have cost. Reads a row after the other, and holds none.
   *
   * @param zone where a day begins and ends
   */
  static CostReport report(Connection connection, CostQuery query, ZoneId zone)
      throws SQLException {
    CostSums sums = new CostSums(query.by(), zone);
    each(
        connection,
        query,
        CALLS,
        "",
        row -> sums.call(
            instant(row, "registered_at").orElseThrow(),
            row.getString("profile"),
            row.getLong("cost")));
    paid(connection, query, sums, "call_costs", "", false);
    paid(connection, query, sums, "call_later_costs", "NOT " + AGAIN, false);
    paid(connection, query, sums, "call_later_costs", AGAIN, true);
    return sums.report();
  }

  private static void paid(
      Connection connection,
      CostQuery query,
      CostSums sums,
      String table,
      String which,
      boolean again)
      throws SQLException {
    each(
        connection,
        query,
        String.format(PAID, table),
        which,
        row -> sums.paid(
            instant(row, "registered_at").orElseThrow(),
            row.getString("profile"),
            row.getString("provider"),
            spent(row, "paid"),
            again));
  }

  /** Is given a row. */
  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(
      Connection connection, CostQuery query, String select, String which, Row reading)
      throws SQLException {
    Conditions wanted = new Conditions()
        .is("profile = ?", query.profile())
        .within("registered_at", query.from(), query.to());
    if (!which.isEmpty()) {
      wanted.and(which);
    }
    try (PreparedStatement statement = wanted.prepare(connection, select, "")) {
      statement.setFetchSize(FETCHED);
      TimedQuery.within(MOST_SECONDS, statement, rows -> {
        while (rows.next()) {
          reading.read(rows);
        }
        return null;
      });
    }
  }

  private static Spent spent(ResultSet row, String cost) throws SQLException {
    String tariffs = row.getString("tariffs");
    return new Spent(
        row.getLong(cost),
        amounts(row.getString("used")),
        amounts(row.getString("estimated")),
        tariffs.isEmpty() ? List.of() : List.of(tariffs.split(",")));
  }

  private static Map<String, Long> amounts(String json) throws SQLException {
    try {
      return json.equals("{}") ? Map.of() : JSON.readValue(json, AMOUNTS);
    } catch (JsonProcessingException broken) {
      throw new SQLException("what was used in a call cannot be read", broken);
    }
  }

  private static String json(Map<String, Long> used) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(used));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
