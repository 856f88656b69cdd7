package talkspurt.control;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encrypts the rows of one transaction of the journal, each under the key of its call. A call whose first event is among
 * them gets its key with it.
 */
final class SealedRows {

  private final CallKeys keys;
  private final Map<String, CallSeal> begun = new ConcurrentHashMap<>();

  SealedRows(CallKeys keys) {
    this.keys = keys;
  }

  /** Must be known before the rows are sealed. May be done again, if the transaction is. */
  Map<String, CallSeal> seals(
      Connection connection, List<JournalAkkaSerializationRow> rows, Instant now)
      throws SQLException {
    Set<String> beginning = new HashSet<>();
    Set<String> goingOn = new HashSet<>();
    for (JournalAkkaSerializationRow row : rows) {
      if (CallEntity.isCall(row.persistenceId())) {
        String call = CallEntity.callId(row.persistenceId());
        (row.sequenceNumber() == 1 ? beginning : goingOn).add(call);
      }
    }
    goingOn.removeAll(beginning);
    begun.clear();
    begun.putAll(keys.begin(connection, beginning, now));
    Map<String, CallSeal> seals = new HashMap<>(keys.toWrite(connection, goingOn));
    seals.putAll(begun);
    return seals;
  }

  /** The row as it is kept. */
  static JournalAkkaSerializationRow sealed(
      JournalAkkaSerializationRow row, Map<String, CallSeal> seals) {
    CallSeal seal = CallEntity.isCall(row.persistenceId())
        ? seals.get(CallEntity.callId(row.persistenceId()))
        : new CallSeal.Plain();
    if (seal instanceof CallSeal.Plain) {
      return row;
    }
    if (seal instanceof CallSeal.Keyed keyed) {
      Sealing content = new Sealing(row.eventSerId(), row.eventSerManifest(), row.eventPayload());
      return with(
          row,
          content.sealed(
              keyed.key(), Sealing.Row.EVENT, row.persistenceId(), row.sequenceNumber()));
    }
    if (seal instanceof CallSeal.Erased) {
      // others' events are in the same transaction: that of a call which should be over fails none
      return with(row, new byte[0]);
    }
    throw new IllegalStateException("call " + CallEntity.callId(row.persistenceId())
        + " goes on, and its key cannot be read: " + seal);
  }

  private static JournalAkkaSerializationRow with(JournalAkkaSerializationRow row, byte[] sealed) {
    return row.copy(
        row.ordering(),
        row.deleted(),
        row.persistenceId(),
        row.sequenceNumber(),
        row.writer(),
        row.writeTimestamp(),
        row.adapterManifest(),
        sealed,
        SealedSerializer.ID,
        "",
        row.metaPayload(),
        row.metaSerId(),
        row.metaSerManifest());
  }

  /** The transaction is committed. */
  void committed() {
    keys.begun(begun);
  }
}
