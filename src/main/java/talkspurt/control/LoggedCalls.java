package talkspurt.control;

import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Sequence;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallEvent;
import talkspurt.call.ProbeId;

/**
 * The calls that the log has begun to read and that have not ended. Reads one event after another;
 * of a call it does not know, all of them. Of a call that was erased it writes nothing.
 */
final class LoggedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedCalls.class);

  private final Map<String, LoggedCall> unfinished = new HashMap<>();
  private final JdbcReadJournal journal;
  private final Materializer materializer;

  LoggedCalls(JdbcReadJournal journal, Materializer materializer) {
    this.journal = journal;
    this.materializer = materializer;
  }

  /** The row of the call to which this has happened, with this event in it. */
  CompletionStage<LogRows> read(EventEnvelope envelope) {
    String id = envelope.persistenceId();
    if (ProbeId.is(FoldedCall.callId(envelope))) {
      return CompletableFuture.completedFuture(ofProbe(envelope));
    }
    LoggedCall known = unfinished.getOrDefault(id, LoggedCall.UNREAD);
    if (known.events() + 1 == envelope.sequenceNr()) {
      return CompletableFuture.completedFuture(row(envelope, known, List.of(envelope)));
    }
    return journal
        .currentEventsByPersistenceId(id, 1, envelope.sequenceNr())
        .runWith(Sink.seq(), materializer)
        .thenApply(history -> row(envelope, LoggedCall.UNREAD, history));
  }

  /** A synthetic call has no row; that it has ended is kept, so that its journal can be deleted. */
  private static LogRows ofProbe(EventEnvelope event) {
    return new LogRows(
        0,
        ((Sequence) event.offset()).value(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        event.event() instanceof CallEvent.CallEnded
            ? List.of(FoldedCall.callId(event))
            : List.of());
  }

  private LogRows row(EventEnvelope last, LoggedCall before, List<EventEnvelope> events) {
    long ordering = ((Sequence) last.offset()).value();
    String callId = FoldedCall.callId(last);
    try {
      LoggedCall known =
          FoldedCall.of(before, events.subList(0, events.size() - 1)).call();
      FoldedCall folded = FoldedCall.of(known, List.of(last));
      LoggedCall call = folded.call();
      remember(last.persistenceId(), call);
      if (call.erased()) {
        return new LogRows(0, ordering, Map.of(), Map.of(), List.of(), List.of());
      }
      CallLogEntry entry = call.entry(callId);
      return new LogRows(
          0,
          ordering,
          Map.of(callId, entry),
          Map.of(callId, new CallChanges(call.events(), before.details(), call.details())),
          last.event() instanceof CallEvent.CallEnded ? List.of(entry) : List.of(),
          folded.aside().stream()
              .filter(aside -> aside.event() == last.sequenceNr())
              .toList(),
          CallNews.of(known, call, entry, last.event()),
          List.of(),
          last.event() instanceof CallEvent.OptedOut said
              ? List.of(new OptedOutCall(callId, call.state().file().plan().party(), said.at()))
              : List.of());
    } catch (RuntimeException impossible) {
      // one call gone wrong must not end the log of all others
      unfinished.remove(last.persistenceId());
      LOG.error(
          "the journal of call {} contradicts itself; its row in the call log stays as it is",
          callId,
          impossible);
      SetAside row =
          new SetAside(callId, SetAside.ROW, UnreadableEvent.unfit(impossible).reason());
      return new LogRows(0, ordering, Map.of(), Map.of(), List.of(), List.of(row));
    }
  }

  private void remember(String persistenceId, LoggedCall call) {
    if (call.end().isPresent() || call.erased()) {
      unfinished.remove(persistenceId);
    } else {
      unfinished.put(persistenceId, call);
    }
  }
}
