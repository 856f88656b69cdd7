package talkspurt.control;

import akka.NotUsed;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of the journal by their numbers, those of calls with their events. */
final class JournalReader {

  static final int MAX_ROWS = 500;

  private static final String QUERY =
      "SELECT ordering, persistence_id, sequence_number, write_timestamp,"
          + " event_ser_id, event_ser_manifest, event_payload FROM event_journal WHERE ordering > ?"
          + " ORDER BY ordering LIMIT " + MAX_ROWS;

  private final Serialization serialization;

  /** @param serialization reads events: see {@link LenientSerialization} */
  JournalReader(Serialization serialization) {
    this.serialization = serialization;
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
        return rows;
      }
    }
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
