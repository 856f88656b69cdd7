package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import talkspurt.call.EndReason;
import talkspurt.control.ExperimentFigures.Found;
import talkspurt.control.ExperimentFigures.OfVariant;
import talkspurt.control.ExperimentFigures.Spread;

/** Adds up the call log by experiment and variant, in the database. */
final class ExperimentTable {

  private static final int MOST_SECONDS = 15;
  private static final int MOST_LISTED = 200;

  private static final String COUNTS =
      "NOT variant_forced AND answered_at IS NOT NULL AND ended_at IS NOT NULL";
  private static final String SECONDS = "EXTRACT(EPOCH FROM (ended_at - answered_at))";
  private static final String RESPONSE =
      "CASE WHEN answers > 0 THEN CAST(answer_ms AS DOUBLE PRECISION) / answers END";
  private static final Sum ALL = new Sum(
      "SELECT variant, MIN(registered_at), MAX(registered_at),"
          + " SUM(CASE WHEN variant_forced THEN 1 ELSE 0 END),"
          + " SUM(CASE WHEN NOT variant_forced AND ended_at IS NULL THEN 1 ELSE 0 END),"
          + " SUM(CASE WHEN NOT variant_forced AND ended_at IS NOT NULL AND answered_at IS NULL"
          + " THEN 1 ELSE 0 END)"
          + " FROM call_log",
      "",
      "variant");
  private static final Sum COUNTED = new Sum(
      "SELECT variant, COUNT(*),"
          + " SUM(CASE WHEN failed THEN 1 ELSE 0 END), SUM(barge_ins), SUM(cost),"
          + " AVG(" + SECONDS + "),"
          + " PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY " + SECONDS + "),"
          + " PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY " + SECONDS + ")"
          + ", SUM(answers), AVG(" + RESPONSE + "),"
          + " PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY " + RESPONSE + "),"
          + " PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY " + RESPONSE + ")"
          + " FROM call_log",
      COUNTS,
      "variant");
  private static final Sum REASONS = new Sum(
      "SELECT variant, end_reason, COUNT(*) FROM call_log",
      COUNTS + " AND end_reason IS NOT NULL",
      "variant, end_reason");
  private static final Sum DISPOSITIONS = new Sum(
      "SELECT variant, disposition, COUNT(*) FROM call_log",
      COUNTS + " AND disposition > ''",
      "variant, disposition");
  private static final Sum GOALS = new Sum(
      "SELECT variant, goal, SUM(CASE WHEN reached THEN 1 ELSE 0 END), COUNT(*)"
          + " FROM call_log JOIN call_goals ON call_goals.call_id = call_log.call_id",
      COUNTS,
      "variant, goal");
  private static final String LIST =
      "SELECT experiment, profile, MIN(registered_at), MAX(registered_at), COUNT(*) FROM call_log"
          + " WHERE experiment > '' GROUP BY experiment, profile ORDER BY 4 DESC LIMIT "
          + MOST_LISTED;

  private ExperimentTable() {}

  /** The experiments that there are calls of, the one with the newest call first; {@value #MOST_LISTED} at most. */
  static List<ExperimentSummary> list(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LIST)) {
      return TimedQuery.within(MOST_SECONDS, statement, ExperimentTable::summaries);
    }
  }

  private static List<ExperimentSummary> summaries(ResultSet row) throws SQLException {
    List<ExperimentSummary> all = new ArrayList<>();
    while (row.next()) {
      all.add(new ExperimentSummary(
          row.getString(1),
          row.getString(2),
          instant(row, 3).orElseThrow(),
          instant(row, 4).orElseThrow(),
          row.getLong(5)));
    }
    return all;
  }

  static ExperimentFigures figures(Connection connection, ExperimentQuery query)
      throws SQLException {
    Map<String, SortedMap<String, SortedMap<String, Found>>> outcomes = new HashMap<>();
    each(
        connection,
        REASONS,
        query,
        row -> add(
            outcomes,
            row.getString(1),
            "end-reason",
            EndReason.label(row.getString(2)),
            ofEach(row)));
    each(
        connection,
        DISPOSITIONS,
        query,
        row -> add(outcomes, row.getString(1), "disposition", row.getString(2), ofEach(row)));
    outcomes.values().forEach(kinds -> kinds.values().forEach(ExperimentTable::ofAll));
    each(
        connection,
        GOALS,
        query,
        row -> add(
            outcomes,
            row.getString(1),
            "goal",
            row.getString(2),
            new Found(row.getLong(3), row.getLong(4))));
    SortedMap<String, OfVariant> counted = new TreeMap<>();
    each(connection, COUNTED, query, row -> counted.put(row.getString(1), counted(row, outcomes)));
    return all(connection, query, counted);
  }

  private static OfVariant counted(
      ResultSet row, Map<String, SortedMap<String, SortedMap<String, Found>>> outcomes)
      throws SQLException {
    return new OfVariant(
        row.getLong(2),
        0,
        0,
        0,
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        Optional.of(new Spread(row.getDouble(6), row.getDouble(7), row.getDouble(8))),
        row.getLong(9) == 0
            ? Optional.empty()
            : Optional.of(new Spread(row.getDouble(10), row.getDouble(11), row.getDouble(12))),
        outcomes.getOrDefault(row.getString(1), new TreeMap<>()));
  }

  /** Those beside that do not count. */
  private static ExperimentFigures all(
      Connection connection, ExperimentQuery query, SortedMap<String, OfVariant> counted)
      throws SQLException {
    SortedMap<String, OfVariant> variants = new TreeMap<>();
    SortedSet<Instant> times = new TreeSet<>();
    each(connection, ALL, query, row -> {
      OfVariant some = counted.getOrDefault(row.getString(1), OfVariant.NONE);
      variants.put(
          row.getString(1),
          new OfVariant(
              some.calls(),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              some.failed(),
              some.bargeIns(),
              some.cost(),
              some.seconds(),
              some.responseMs(),
              some.outcomes()));
      times.add(instant(row, 2).orElseThrow());
      times.add(instant(row, 3).orElseThrow());
    });
    return times.isEmpty()
        ? new ExperimentFigures(variants, Optional.empty(), Optional.empty())
        : new ExperimentFigures(variants, Optional.of(times.first()), Optional.of(times.last()));
  }

  private static void add(
      Map<String, SortedMap<String, SortedMap<String, Found>>> outcomes,
      String variant,
      String kind,
      String outcome,
      Found found) {
    outcomes
        .computeIfAbsent(variant, first -> new TreeMap<>())
        .computeIfAbsent(kind, first -> new TreeMap<>())
        .put(outcome, found);
  }

  private static Found ofEach(ResultSet row) throws SQLException {
    return new Found(row.getLong(3), row.getLong(3));
  }

  /** A call has one outcome of these, so that each is of all. */
  private static void ofAll(SortedMap<String, Found> counts) {
    long all = counts.values().stream().mapToLong(Found::calls).sum();
    counts.replaceAll((outcome, found) -> new Found(found.calls(), all));
  }

  /**
   * What is added up of an experiment's calls.
   *
   * @param condition which of them; empty: all
   * @param by the columns of which each is a row of its own
   */
  private record Sum(String select, String condition, String by) {

    PreparedStatement prepare(Connection connection, ExperimentQuery query) throws SQLException {
      return new Conditions()
          .and("experiment = ?", query.experiment())
          .when(!condition.isEmpty(), condition)
          .within("registered_at", query.from(), query.to())
          .in("profile", query.profiles())
          .prepare(connection, select, " GROUP BY " + by);
    }
  }

  /** Takes up one row. */
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, Sum sum, ExperimentQuery query, Row taking)
      throws SQLException {
    try (PreparedStatement statement = sum.prepare(connection, query)) {
      TimedQuery.within(MOST_SECONDS, statement, rows -> {
        while (rows.next()) {
          taking.take(rows);
        }
        return rows;
      });
    }
  }
}
