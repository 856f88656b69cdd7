package talkspurt.control;

import akka.actor.typed.ActorSystem;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import talkspurt.call.CallEvent;

/** Writes rows of the journal past Akka and the calls themselves. */
final class RawJournal {

  static final Instant WRITTEN = Instant.parse("2026-11-20T09:00:00Z");

  /** Rows that this program cannot read. */
  enum Damage {
    /** An event that a later version knows: {"@type":"call-praised"}. */
    TYPE(StoredForm.EVENT_ID, "\u00bfe@typelcall-praised\u00ff"),
    /** The same with an event's name and text in place of a number: {"@type":"caller-said","turn":"4930x"}. */
    FIELD(StoredForm.EVENT_ID, "\u00bfe@typekcaller-saiddturne4930x\u00ff"),
    /** An event without its time: {"@type":"caller-said"}. */
    BARE(StoredForm.EVENT_ID, "\u00bfe@typekcaller-said\u00ff"),
    BYTES(StoredForm.EVENT_ID, "\u001c\u0000\u001d"),
    EMPTY(StoredForm.EVENT_ID, ""),
    NULL(StoredForm.EVENT_ID, "\u00f6"),
    /** A later version's serializer. */
    SERIALIZER(7999, "\u00f6"),
    /** Akka's for texts: it is read, but is no event. */
    TEXT(20, "hello");

    private final int serializer;
    private final byte[] bytes;

    Damage(int serializer, String bytes) {
      this.serializer = serializer;
      this.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    int serializer() {
      return serializer;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  private static final String ROW = "INSERT INTO event_journal (persistence_id, sequence_number,"
      + " deleted, writer, write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,"
      + " event_payload) VALUES (?, ?, false, 'raw', ?, '', ?, '', ?)";
  private static final String TAG = "INSERT INTO event_tag (event_id, tag)"
      + " SELECT ordering, ? FROM event_journal WHERE persistence_id = ? AND sequence_number = ?";

  private final Database database;
  private final StoredForm stored;

  RawJournal(ActorSystem<?> system) {
    this.database = Database.of(system);
    this.stored = new StoredForm(system);
  }

  void write(UUID callId, long number, CallEvent event) {
    write(callId, number, stored.id(event), stored.bytes(event));
  }

  /** Several, in one transaction. */
  void write(UUID callId, long first, List<CallEvent> events) {
    String id = CallEntity.persistenceId(callId.toString()).id();
    database.transactNow(connection -> {
      long number = first;
      for (CallEvent event : events) {
        write(connection, id, number++, stored.id(event), stored.bytes(event));
      }
      return null;
    });
  }

  void write(UUID callId, long number, Damage damage) {
    write(callId, number, damage.serializer(), damage.bytes());
  }

  private void write(UUID callId, long number, int serializer, byte[] bytes) {
    write(CallEntity.persistenceId(callId.toString()).id(), number, serializer, bytes);
  }

  void write(String persistenceId, long number, int serializer, byte[] bytes) {
    database.transactNow(connection -> {
      write(connection, persistenceId, number, serializer, bytes);
      return null;
    });
  }

  private static void write(
      Connection connection, String persistenceId, long number, int serializer, byte[] bytes)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(ROW);
        PreparedStatement tag = connection.prepareStatement(TAG)) {
      row.setString(1, persistenceId);
      row.setLong(2, number);
      row.setLong(3, WRITTEN.toEpochMilli());
      row.setInt(4, serializer);
      row.setBytes(5, bytes);
      row.executeUpdate();
      tag.setString(1, CallEntity.TAG);
      tag.setString(2, persistenceId);
      tag.setLong(3, number);
      tag.executeUpdate();
    }
  }
}
