package talkspurt.control;

import static talkspurt.control.SqlTimes.instant;
import static talkspurt.control.SqlTimes.utc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialVerdict;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundState;

/** The rows of outbound calls. */
final class OutboundTable {

  static final String COLUMNS =
      "id, idempotency_key, request_hash, number_hash, profile, trunk, campaign, content, state,"
          + " state_at, reason, held, due_at, attempts, call_id, erase, created_at, changed_at";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM outbound_calls";
  private static final String INSERT =
      "INSERT INTO outbound_calls (" + COLUMNS + ") VALUES (" + "?, ".repeat(17) + "?)";
  private static final String UPDATE =
      "UPDATE outbound_calls SET state = ?, state_at = ?, reason = ?, held = ?, due_at = ?,"
          + " attempts = ?, call_id = COALESCE(CAST(? AS VARCHAR(36)), call_id), changed_at = ? WHERE id = ?";
  private static final String RUNNING = "SELECT 1 FROM campaigns WHERE campaigns.name ="
      + " outbound_calls.campaign AND campaigns.paused";
  private static final String WAITING =
      "SELECT COUNT(*) FROM outbound_calls WHERE state = 'waiting'";
  private static final String ERASE = "UPDATE outbound_calls SET erase = ? WHERE number_hash = ?";

  private OutboundTable() {}

  /**
   * A row, whose content may not be readable.
   *
   * @param erase whether it is to be deleted once it is over
   */
  record Row(
      UUID id,
      Optional<String> idempotencyKey,
      String requestHash,
      String numberHash,
      String profile,
      String trunk,
      String campaign,
      byte[] content,
      OutboundCall call,
      Optional<DialVerdict.Hold> held,
      boolean erase,
      Instant createdAt,
      Instant changedAt) {}

  static void insert(Connection connection, Row row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, row.id().toString());
      statement.setString(2, row.idempotencyKey().orElse(null));
      statement.setString(3, row.requestHash());
      statement.setString(4, row.numberHash());
      statement.setString(5, row.profile());
      statement.setString(6, row.trunk());
      statement.setString(7, row.campaign());
      statement.setBytes(8, row.content());
      Stored state = Stored.of(row.call().state(), row.createdAt());
      statement.setString(9, state.name());
      statement.setObject(10, utc(state.at()));
      statement.setString(11, state.reason());
      statement.setString(12, row.held().map(OutboundTable::label).orElse(""));
      statement.setObject(13, utc(state.due()));
      statement.setString(14, OutboundContent.attempts(row.call().attempts()));
      statement.setString(15, null);
      statement.setBoolean(16, row.erase());
      statement.setObject(17, utc(row.createdAt()));
      statement.setObject(18, utc(row.changedAt()));
      statement.executeUpdate();
    }
  }

  /** Keeps how far it is. */
  static void update(Connection connection, Outbound one) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      Stored state = Stored.of(one.call().state(), one.changedAt());
      statement.setString(1, state.name());
      statement.setObject(2, utc(state.at()));
      statement.setString(3, state.reason());
      statement.setString(4, one.held().map(OutboundTable::label).orElse(""));
      statement.setObject(5, utc(state.due()));
      statement.setString(6, OutboundContent.attempts(one.call().attempts()));
      statement.setString(
          7, one.call().state() instanceof OutboundState.Claimed ? one.callId().toString() : null);
      statement.setObject(8, utc(one.changedAt()));
      statement.setString(9, one.id().toString());
      statement.executeUpdate();
    }
  }

  /** That with an id; nobody else changes it until this transaction is over. */
  static Optional<Row> lock(Connection connection, UUID id) throws SQLException {
    return first(read(connection, new Conditions().and("id = ?", id.toString()), " FOR UPDATE"));
  }

  static Optional<Row> one(Connection connection, UUID id) throws SQLException {
    return first(read(connection, new Conditions().and("id = ?", id.toString()), ""));
  }

  static Optional<Row> ofCall(Connection connection, UUID callId) throws SQLException {
    return first(read(connection, new Conditions().and("call_id = ?", callId.toString()), ""));
  }

  static Optional<Row> ofKey(Connection connection, String key) throws SQLException {
    return first(read(connection, new Conditions().and("idempotency_key = ?", key), ""));
  }

  /** Those in one of these states, oldest first. */
  static List<Row> in(Connection connection, List<String> states) throws SQLException {
    return read(connection, new Conditions().in("state", states), " ORDER BY created_at, id");
  }

  /** Those that may be dialled, the longest due first; none of a campaign that is paused. */
  static List<Row> due(Connection connection, Instant now, Collection<String> trunks, int most)
      throws SQLException {
    return read(
        connection,
        new Conditions()
            .and("state = 'waiting'")
            .and("due_at <= ?", now)
            .in("trunk", trunks)
            .and("NOT EXISTS (" + RUNNING + ")"),
        " ORDER BY due_at, id LIMIT " + most);
  }

  /** Whether a call's campaign is paused now. */
  static boolean paused(Connection connection, String campaign) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT paused FROM campaigns WHERE name = ? FOR UPDATE")) {
      statement.setString(1, campaign);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Those that are due, whichever trunk they are to go by. */
  static List<Row> waiting(Connection connection, Instant now, int most) throws SQLException {
    return read(
        connection,
        new Conditions().and("state = 'waiting'").and("due_at <= ?", now),
        " ORDER BY due_at, id LIMIT " + most);
  }

  /** One that waits is due later. */
  static void putOff(Connection connection, UUID id, Instant due) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "UPDATE outbound_calls SET due_at = ? WHERE id = ? AND state = 'waiting'")) {
      statement.setObject(1, utc(due));
      statement.setString(2, id.toString());
      statement.executeUpdate();
    }
  }

  /** How many wait to be dialled. */
  static int waiting(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Those of a number, oldest first.
   *
   * @param rest such as {@code FOR UPDATE}
   */
  static List<Row> ofNumber(Connection connection, String numberHash, String rest)
      throws SQLException {
    return read(
        connection,
        new Conditions().and("number_hash = ?", numberHash),
        " ORDER BY created_at, id" + rest);
  }

  /** Those of a campaign, in the order in which they came, from this one on. */
  static List<Row> ofCampaign(
      Connection connection, String campaign, Instant from, String after, int most)
      throws SQLException {
    return read(
        connection,
        new Conditions()
            .and("campaign = ?", campaign)
            .and("created_at >= ?", from)
            .and("(created_at > ? OR id > ?)", from, after),
        " ORDER BY created_at, id LIMIT " + most);
  }

  /** Those that were over before a time, some. */
  static List<Row> over(Connection connection, Instant before, int most) throws SQLException {
    return read(
        connection,
        new Conditions()
            .and("state IN ('over', 'refused')")
            .and("(changed_at < ? OR erase)", before),
        " LIMIT " + most);
  }

  /** Has those of a number deleted once they are over. */
  static void erase(Connection connection, String numberHash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
      statement.setBoolean(1, true);
      statement.setString(2, numberHash);
      statement.executeUpdate();
    }
  }

  static void delete(Connection connection, Collection<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = new Conditions()
        .in("id", ids.stream().map(UUID::toString).toList())
        .prepare(connection, "DELETE FROM outbound_calls", "")) {
      statement.executeUpdate();
    }
  }

  /** How many of a campaign are in which state, and why they are over; by {@code state} or {@code state reason}. */
  static Map<String, Long> counts(Connection connection, String campaign) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT state, reason, COUNT(*) FROM outbound_calls WHERE campaign = ?"
            + " GROUP BY state, reason ORDER BY state, reason")) {
      statement.setString(1, campaign);
      try (ResultSet row = statement.executeQuery()) {
        Map<String, Long> counts = new LinkedHashMap<>();
        while (row.next()) {
          String reason = row.getString(2);
          counts.put(
              reason.isEmpty() ? row.getString(1) : row.getString(1) + " " + reason,
              row.getLong(3));
        }
        return counts;
      }
    }
  }

  /** Of each of these calls that the log has, whether it is over. */
  static Map<UUID, Boolean> logged(Connection connection, List<String> callIds)
      throws SQLException {
    try (PreparedStatement statement = new Conditions()
            .in("call_id", callIds)
            .prepare(connection, "SELECT call_id, ended_at FROM call_log", "");
        ResultSet row = statement.executeQuery()) {
      Map<UUID, Boolean> logged = new LinkedHashMap<>();
      while (row.next()) {
        logged.put(UUID.fromString(row.getString(1)), instant(row, 2).isPresent());
      }
      return logged;
    }
  }

  private static Optional<Row> first(List<Row> rows) {
    return rows.stream().findFirst();
  }

  private static List<Row> read(Connection connection, Conditions conditions, String rest)
      throws SQLException {
    try (PreparedStatement statement = conditions.prepare(connection, SELECT, rest);
        ResultSet row = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row(row));
      }
      return rows;
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        UUID.fromString(row.getString("id")),
        Optional.ofNullable(row.getString("idempotency_key")),
        row.getString("request_hash"),
        row.getString("number_hash"),
        row.getString("profile"),
        row.getString("trunk"),
        row.getString("campaign"),
        row.getBytes("content"),
        new OutboundCall(
            new Stored(
                    row.getString("state"),
                    instant(row, "state_at").orElseThrow(),
                    instant(row, "due_at"),
                    row.getString("reason"))
                .state(),
            OutboundContent.attempts(row.getString("attempts"))),
        Optional.of(row.getString("held"))
            .filter(held -> !held.isEmpty())
            .map(held -> DialVerdict.Hold.valueOf(name(held))),
        row.getBoolean("erase"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "changed_at").orElseThrow());
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String name(String label) {
    return label.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** A state, as columns have it. */
  private record Stored(String name, Instant at, Optional<Instant> due, String reason) {

    static Stored of(OutboundState state, Instant changedAt) {
      if (state instanceof OutboundState.Waiting waiting) {
        return new Stored("waiting", changedAt, Optional.of(waiting.due()), "");
      } else if (state instanceof OutboundState.Claimed claimed) {
        return new Stored("claimed", claimed.at(), Optional.empty(), "");
      } else if (state instanceof OutboundState.Cancelling cancelling) {
        return new Stored("cancelling", cancelling.at(), Optional.empty(), "");
      } else if (state instanceof OutboundState.Doubtful doubtful) {
        return new Stored("doubtful", doubtful.at(), Optional.empty(), "");
      } else if (state instanceof OutboundState.Answered answered) {
        return new Stored("answered", answered.at(), Optional.empty(), "");
      } else if (state instanceof OutboundState.Over over) {
        return new Stored("over", changedAt, Optional.empty(), over.outcome().wire());
      } else if (state instanceof OutboundState.Refused refused) {
        return new Stored("refused", changedAt, Optional.empty(), label(refused.why()));
      }
      throw new AssertionError(state);
    }

    OutboundState state() {
      return switch (name) {
        case "waiting" -> new OutboundState.Waiting(due.orElse(at));
        case "claimed" -> new OutboundState.Claimed(at);
        case "cancelling" -> new OutboundState.Cancelling(at);
        case "doubtful" -> new OutboundState.Doubtful(at);
        case "answered" -> new OutboundState.Answered(at);
        case "over" -> new OutboundState.Over(DialOutcome.of(reason).orElse(DialOutcome.UNKNOWN));
        case "refused" ->
          new OutboundState.Refused(DialVerdict.Ban.valueOf(OutboundTable.name(reason)));
        default -> throw new IllegalStateException("an outbound call is in state " + name);
      };
    }
  }
}
