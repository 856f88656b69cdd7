package talkspurt.control;

import akka.NotUsed;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads rows of the journal by their numbers, those of calls with their events. */
final class JournalReader {

  static final int MAX_ROWS = 500;

  /** How many calls are read at once. */
  static final int MAX_CALLS = 100;

  private static final int MAX_LOOKED_THROUGH = 20_000;

  private static final String SELECT =
      "SELECT ordering, persistence_id, sequence_number, write_timestamp,"
          + " event_ser_id, event_ser_manifest, event_payload FROM event_journal";
  private static final String QUERY =
      SELECT + " WHERE ordering > ? ORDER BY ordering LIMIT " + MAX_ROWS;
  private static final String BEGUN =
      "SELECT ordering, persistence_id FROM event_journal WHERE ordering > ? AND ordering <= ?"
          + " AND sequence_number = 1 AND persistence_id LIKE ? ORDER BY ordering LIMIT "
          + MAX_CALLS;

  private final Serialization serialization;
  private final SealedEvents sealed;
  private final CallKeys keys;

  /** @param serialization reads events: see {@link LenientSerialization} */
  JournalReader(Serialization serialization, CallKeys keys) {
    this.serialization = serialization;
    this.sealed = new SealedEvents(serialization);
    this.keys = keys;
  }

  /** Of this system's calls. */
  static JournalReader of(ActorSystem<?> system) {
    return new JournalReader(
        new LenientSerialization((ExtendedActorSystem) system.classicSystem()),
        CallKeys.of(system));
  }

  /** The rows behind this number, {@link #MAX_ROWS} at most; those of others than calls have no event. */
  List<EventEnvelope> after(Connection connection, long ordering) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setLong(1, ordering);
      try (ResultSet row = statement.executeQuery()) {
        List<EventEnvelope> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(row(row));
        }
        return opened(connection, rows);
      }
    }
  }

  /**
   * The calls that began between two places, by their beginning.
   *
   * @param ids the persistence ids, {@link #MAX_CALLS} at most
   * @param upTo how far the journal was looked through
   */
  record Begun(List<String> ids, long upTo) {}

  /** The calls that began behind a number, up to another. */
  Begun begun(Connection connection, long after, long upTo) throws SQLException {
    long last = Math.min(upTo, after + MAX_LOOKED_THROUGH);
    try (PreparedStatement statement = connection.prepareStatement(BEGUN)) {
      statement.setLong(1, after);
      statement.setLong(2, last);
      statement.setString(3, CallEntity.persistenceId("").id() + "%");
      try (ResultSet row = statement.executeQuery()) {
        List<String> ids = new ArrayList<>();
        long reached = after;
        while (row.next()) {
          reached = row.getLong(1);
          ids.add(row.getString(2));
        }
        return new Begun(ids, ids.size() < MAX_CALLS ? last : reached);
      }
    }
  }

  /** Goes through the events of calls, one call after another, each from its first event to its last. */
  void events(Connection connection, List<String> ids, Consumer<EventEnvelope> taking)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Map<String, CallSeal> seals =
        keys.toRead(connection, ids.stream().map(CallEntity::callId).toList());
    try (PreparedStatement statement = new Conditions()
        .in("persistence_id", ids)
        .prepare(connection, SELECT, " ORDER BY persistence_id, sequence_number")) {
      statement.setFetchSize(MAX_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taking.accept(opened(row(row), seals));
        }
      }
    }
  }

  /** The persistence ids of these calls, as many at a time as are read at once. */
  static List<List<String>> pages(List<String> callIds) {
    List<List<String>> pages = new ArrayList<>();
    for (int at = 0; at < callIds.size(); at += MAX_CALLS) {
      pages.add(callIds.subList(at, Math.min(callIds.size(), at + MAX_CALLS)).stream()
          .map(call -> CallEntity.persistenceId(call).id())
          .toList());
    }
    return pages;
  }

  /** Of one that is not encrypted no key is asked for. */
  private List<EventEnvelope> opened(Connection connection, List<EventEnvelope> rows)
      throws SQLException {
    Set<String> calls = rows.stream()
        .filter(row -> row.event() instanceof SealedBytes)
        .map(FoldedCall::callId)
        .collect(Collectors.toSet());
    Map<String, CallSeal> seals = keys.toRead(connection, calls);
    return rows.stream()
        .map(row -> row.event() instanceof SealedBytes ? opened(row, seals) : row)
        .toList();
  }

  private EventEnvelope opened(EventEnvelope row, Map<String, CallSeal> seals) {
    CallSeal seal = seals.get(FoldedCall.callId(row));
    return EventEnvelope.apply(
        row.offset(),
        row.persistenceId(),
        row.sequenceNr(),
        sealed.read(row.event(), seal, row.persistenceId(), row.sequenceNr()),
        row.timestamp());
  }

  private EventEnvelope row(ResultSet row) throws SQLException {
    String persistenceId = row.getString(2);
    return EventEnvelope.apply(
        Offset.sequence(row.getLong(1)),
        persistenceId,
        row.getLong(3),
        CallEntity.isCall(persistenceId) ? event(row) : NotUsed.getInstance(),
        row.getLong(4));
  }

  private Object event(ResultSet row) throws SQLException {
    return serialization
        .deserialize(row.getBytes(7), row.getInt(5), row.getString(6))
        .get();
  }
}
