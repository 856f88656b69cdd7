package talkspurt.control;

import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import talkspurt.call.RecordingPart;
import talkspurt.call.Spending.Spent;

/**
 * The rows of turns, tools, faults, costs and words, beside those of the call log. Each change takes the row that was
 * there away and writes it anew, for all calls of a transaction together.
 */
final class CallDetailTable {

  static final String TURNS = "call_id, turn, begun_by, began_at, replied_at, answers, answer_ms,"
      + " pauses, barge_ins, resumed, paused_ms, cost";
  static final String TOOLS = "call_id, event_no, turn, name, requested_at, returned_at";
  static final String FAULTS = "call_id, event_no, at, registered_at, fault, first_of_call, line,"
      + " turn, provider, kind, detail, made_good, times, cleared_at";
  static final String COSTS = CostTable.COLUMNS;
  static final String RECORDINGS = "call_id, part, node, file, started_at, rate_hz, samples, state";
  static final String WORDS = "call_id, registered_at, words";

  private static final List<String> TABLES = List.of(
      "call_turns", "call_tools", "call_faults", "call_costs", "call_recordings", "call_words");

  private final Connection connection;

  /** The changes of calls, by their ids, with the rows of these calls. */
  private final Map<String, CallChanges> changes;

  private final Map<String, CallLogEntry> rows;

  private CallDetailTable(
      Connection connection, Map<String, CallChanges> changes, Map<String, CallLogEntry> rows) {
    this.connection = connection;
    this.changes = changes;
    this.rows = rows;
  }

  /** Writes what has changed in these calls, each of which has a row. */
  static void write(
      Connection connection, Map<String, CallChanges> changes, Map<String, CallLogEntry> rows)
      throws SQLException {
    CallDetailTable table = new CallDetailTable(connection, changes, rows);
    table.takeAway();
    table.turns();
    table.tools();
    table.faults();
    table.costs();
    table.recordings();
    table.words();
  }

  /** Sets the values of one row, or the key of one. */
  @FunctionalInterface
  private interface Values<K, V> {
    void set(PreparedStatement statement, K key, V value) throws SQLException;
  }

  /** Picks what has changed in a call. */
  @FunctionalInterface
  private interface Changed<K, V> {
    Map<K, V> of(CallChanges changes);
  }

  private void takeAway() throws SQLException {
    List<String> whole = changes.entrySet().stream()
        .filter(one -> one.getValue().whole())
        .map(Map.Entry::getKey)
        .toList();
    if (whole.isEmpty()) {
      return;
    }
    for (String table : TABLES) {
      try (PreparedStatement statement =
          connection.prepareStatement("DELETE FROM " + table + " WHERE call_id = ?")) {
        for (String call : whole) {
          statement.setString(1, call);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  /** Takes away rows that were there, unless all of the call's were, and writes them; nothing where none has changed. */
  private <K, V> void replace(
      String table,
      String columns,
      String key,
      Changed<K, V> changed,
      Values<K, V> keys,
      Values<K, V> values)
      throws SQLException {
    if (changes.values().stream().allMatch(one -> changed.of(one).isEmpty())) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(
            "DELETE FROM " + table + " WHERE call_id = ? AND " + key + " = ?");
        PreparedStatement insert = connection.prepareStatement(
            "INSERT INTO " + table + " (" + columns + ") VALUES (" + places(columns) + ")")) {
      for (Map.Entry<String, CallChanges> call : changes.entrySet()) {
        for (Map.Entry<K, V> row : changed.of(call.getValue()).entrySet()) {
          if (!call.getValue().whole()) {
            delete.setString(1, call.getKey());
            keys.set(delete, row.getKey(), row.getValue());
            delete.addBatch();
          }
          insert.setString(1, call.getKey());
          values.set(insert, row.getKey(), row.getValue());
          insert.addBatch();
        }
      }
      delete.executeBatch();
      insert.executeBatch();
    }
  }

  private static String places(String columns) {
    return "?" + ", ?".repeat(columns.split(",").length - 1);
  }

  private void turns() throws SQLException {
    this.<Integer, CallTurn>replace(
        "call_turns",
        TURNS,
        "turn",
        CallChanges::turns,
        (statement, number, turn) -> statement.setInt(2, number),
        (statement, number, turn) -> {
          statement.setInt(2, number);
          statement.setString(3, turn.by().label());
          statement.setObject(4, utc(turn.beganAt()));
          statement.setObject(5, utc(turn.repliedAt()));
          statement.setInt(6, turn.answers().count());
          statement.setLong(7, turn.answers().ms());
          statement.setInt(8, turn.pauses());
          statement.setInt(9, turn.bargeIns());
          statement.setInt(10, turn.resumed());
          statement.setInt(11, turn.pausedMs());
          statement.setLong(12, turn.cost());
        });
  }

  private void tools() throws SQLException {
    this.<Long, CallTool>replace(
        "call_tools",
        TOOLS,
        "event_no",
        CallChanges::tools,
        (statement, event, tool) -> statement.setLong(2, event),
        (statement, event, tool) -> {
          statement.setLong(2, event);
          statement.setInt(3, tool.turn());
          statement.setString(4, tool.name());
          statement.setObject(5, utc(tool.requestedAt()));
          statement.setObject(6, utc(tool.returnedAt()));
        });
  }

  private void faults() throws SQLException {
    for (Map.Entry<String, CallChanges> call : changes.entrySet()) {
      CallChanges own = call.getValue();
      if (!own.faults().isEmpty()) {
        new CallDetailTable(connection, Map.of(call.getKey(), own), rows)
            .faults(own, rows.get(call.getKey()).registeredAt());
      }
    }
  }

  private void faults(CallChanges own, Instant registeredAt) throws SQLException {
    this.<Long, CallFault>replace(
        "call_faults",
        FAULTS,
        "event_no",
        CallChanges::faults,
        (statement, event, fault) -> statement.setLong(2, event),
        (statement, event, fault) -> {
          statement.setLong(2, event);
          statement.setObject(3, utc(fault.at()));
          statement.setObject(4, utc(registeredAt));
          statement.setString(5, fault.name());
          statement.setBoolean(6, own.firstOfCall(event));
          statement.setString(7, fault.line());
          statement.setObject(8, fault.turn().orElse(null), Types.INTEGER);
          statement.setString(9, fault.provider());
          statement.setString(10, fault.kind());
          statement.setString(11, fault.detail());
          statement.setBoolean(12, fault.madeGood());
          statement.setInt(13, fault.times());
          statement.setObject(14, utc(fault.clearedAt()));
        });
  }

  private void costs() throws SQLException {
    this.<String, Spent>replace(
        "call_costs",
        COSTS,
        "provider",
        CallChanges::costs,
        (statement, provider, spent) -> statement.setString(2, provider),
        CostTable::set);
  }

  private void recordings() throws SQLException {
    this.<Integer, RecordingPart>replace(
        "call_recordings",
        RECORDINGS,
        "part",
        CallChanges::recordings,
        (statement, number, part) -> statement.setInt(2, number),
        (statement, number, part) -> {
          statement.setInt(2, number);
          statement.setString(3, part.node());
          statement.setString(4, part.file());
          statement.setObject(5, utc(part.startedAt()));
          statement.setInt(6, part.rateHz());
          statement.setLong(7, part.samples());
          statement.setString(8, part.news().name().toLowerCase(Locale.ROOT));
        });
  }

  private void words() throws SQLException {
    SqlDialect dialect = SqlDialect.of(connection);
    Map<String, List<List<String>>> said = new LinkedHashMap<>();
    changes.forEach((call, change) -> {
      if (change.said()) {
        said.put(call, SearchText.lines(change.now().said()));
      }
    });
    if (said.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM call_words WHERE call_id = ?");
        PreparedStatement insert = connection.prepareStatement(
            "INSERT INTO call_words (" + WORDS + ") VALUES (?, ?, " + dialect.words() + ")")) {
      for (Map.Entry<String, List<List<String>>> call : said.entrySet()) {
        delete.setString(1, call.getKey());
        delete.addBatch();
        insert.setString(1, call.getKey());
        insert.setObject(2, utc(rows.get(call.getKey()).registeredAt()));
        insert.setString(3, dialect.kept(call.getValue()));
        insert.addBatch();
      }
      delete.executeBatch();
      insert.executeBatch();
    }
    dialect.index(connection, said);
  }
}
