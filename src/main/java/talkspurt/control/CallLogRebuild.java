package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.persistence.query.EventEnvelope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import talkspurt.call.ProbeId;
import talkspurt.telemetry.DatabaseMetrics;

/**
 * Makes rows of the call log anew from the whole journal of their calls, a page of calls in a transaction, while the
 * log goes on: a row is not put back to fewer events than it knows. Blocks; one page at a time.
 */
final class CallLogRebuild {

  private final JournalReader reader;
  private final OneCallWriter one;
  private final InstantSource clock;
  private final String worker;

  /** @param worker names this process among those that could do it */
  CallLogRebuild(JournalReader reader, OneCallWriter one, InstantSource clock, String worker) {
    this.reader = reader;
    this.one = one;
    this.clock = clock;
    this.worker = worker;
  }

  /** Of this system's journal. */
  static CallLogRebuild of(ActorSystem<?> system, DatabaseMetrics metrics) {
    String worker = system.address() + "#" + UUID.randomUUID().toString().substring(0, 8);
    return new CallLogRebuild(
        JournalReader.of(system), new OneCallWriter(metrics), InstantSource.system(), worker);
  }

  /** Makes the next calls anew, if that is asked for and nobody else does it. */
  RebuildPage page(Connection connection) throws SQLException {
    if (!RebuildTable.read(connection).running()) {
      return RebuildPage.DONE;
    }
    if (!RebuildTable.take(connection, worker)) {
      return RebuildPage.TAKEN;
    }
    RebuildState state = RebuildTable.read(connection);
    if (state.position() >= state.target()) {
      RebuildTable.finish(connection, worker);
      return RebuildPage.DONE;
    }
    JournalReader.Begun begun = reader.begun(connection, state.position(), state.target());
    int calls = rewrite(connection, begun.ids());
    RebuildTable.move(connection, worker, state.position(), begun.upTo(), calls);
    return RebuildPage.WRITTEN;
  }

  /**
   * Makes the rows of these calls anew, and sets aside what cannot be.
   *
   * @param ids persistence ids
   * @return how many calls the journal has of them
   */
  int rewrite(Connection connection, List<String> ids) throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<String, LoggedCall> calls = new LinkedHashMap<>();
    List<SetAside> aside = new ArrayList<>();
    reader.events(connection, ids, event -> add(calls, aside, event));
    calls.values().removeIf(LoggedCall::erased);
    Set<String> wordless = CallKeyTable.leaving(connection, calls.keySet());
    Map<String, CallLogEntry> rows = new HashMap<>();
    Map<String, CallChanges> changes = new HashMap<>();
    calls.forEach((callId, call) -> {
      try {
        rows.put(callId, call.entry(callId));
        CallChanges all = new CallChanges(call.events(), CallDetails.NONE, call.details());
        changes.put(callId, wordless.contains(callId) ? all.withoutWords() : all);
      } catch (RuntimeException impossible) {
        aside.add(
            new SetAside(callId, SetAside.ROW, UnreadableEvent.unfit(impossible).reason()));
      }
    });
    aside.addAll(write(connection, rows, changes));
    SetAsideTable.put(connection, aside, now);
    SetAsideTable.clear(connection, ids.stream().map(CallEntity::callId).toList(), now);
    return calls.size();
  }

  private static void add(
      Map<String, LoggedCall> calls, List<SetAside> aside, EventEnvelope event) {
    if (ProbeId.is(FoldedCall.callId(event))) {
      return;
    }
    FoldedCall folded = FoldedCall.of(
        calls.getOrDefault(FoldedCall.callId(event), LoggedCall.UNREAD), List.of(event));
    calls.put(FoldedCall.callId(event), folded.call());
    aside.addAll(folded.aside());
  }

  /** All at once, or each by itself where the database has something against one. */
  private List<SetAside> write(
      Connection connection, Map<String, CallLogEntry> rows, Map<String, CallChanges> changes)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      CallLogTable.put(connection, rows, changes);
      connection.releaseSavepoint(before);
      return List.of();
    } catch (SQLException fault) {
      if (RowRefusal.of(fault).isEmpty()) {
        throw fault;
      }
      connection.rollback(before);
    }
    List<SetAside> refused = new ArrayList<>();
    for (CallLogEntry entry : rows.values()) {
      one.write(connection, entry, changes.get(entry.callId())).ifPresent(refused::add);
    }
    return refused;
  }
}
