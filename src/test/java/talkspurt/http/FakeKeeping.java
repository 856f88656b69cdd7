package talkspurt.http;

import akka.Done;
import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import talkspurt.control.AuditAction;
import talkspurt.control.AuditEntry;
import talkspurt.control.AuditFilter;
import talkspurt.control.CallLogEntry;
import talkspurt.control.LegalHold;
import talkspurt.control.Removal;
import talkspurt.control.Subject;

/** Holds, deletions and an audit in memory. */
final class FakeKeeping
    implements HoldRoutes.Holds, SubjectRoutes.Subjects, AuditRoutes.Reading, Auditing {

  final List<UUID> gone = new CopyOnWriteArrayList<>();
  final Map<UUID, LegalHold> held = new ConcurrentHashMap<>();
  final List<CallLogEntry> calls = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  final List<AuditFilter> filters = new CopyOnWriteArrayList<>();
  volatile Optional<Removal> removal = Optional.empty();
  volatile boolean auditFails;

  void reset() {
    held.clear();
    calls.clear();
    asked.clear();
    entries.clear();
    filters.clear();
    removal = Optional.empty();
    auditFails = false;
  }

  @Override
  public CompletionStage<Done> keep(
      AuditAction action, String target, String token, String address) {
    if (auditFails) {
      return CompletableFuture.failedFuture(new IllegalStateException("no database"));
    }
    entries.add(
        new AuditEntry(entries.size() + 1, FakeCalls.NOW, token, address, "n1", action, target));
    return CompletableFuture.completedFuture(Done.done());
  }

  @Override
  public CompletionStage<Optional<LegalHold>> of(UUID callId) {
    return CompletableFuture.completedFuture(Optional.ofNullable(held.get(callId)));
  }

  @Override
  public CompletionStage<Optional<LegalHold>> hold(UUID callId, String reason, String by) {
    if (gone.contains(callId)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    LegalHold hold = new LegalHold(callId.toString(), reason, by, FakeCalls.NOW);
    held.put(callId, hold);
    return CompletableFuture.completedFuture(Optional.of(hold));
  }

  @Override
  public CompletionStage<Boolean> release(UUID callId) {
    return CompletableFuture.completedFuture(held.remove(callId) != null);
  }

  @Override
  public Source<CallLogEntry, NotUsed> calls(Subject subject) {
    asked.add("calls " + subject.number().number() + " " + subject.side());
    return Source.from(calls);
  }

  @Override
  public CompletionStage<Removal> delete(Subject subject, String by) {
    asked.add("delete " + subject.number().number() + " " + subject.side() + " by " + by);
    return CompletableFuture.completedFuture(removal.orElseThrow());
  }

  @Override
  public CompletionStage<Removal> delete(UUID callId, String by) {
    asked.add("delete " + callId + " by " + by);
    return CompletableFuture.completedFuture(removal.orElseThrow());
  }

  @Override
  public CompletionStage<Optional<Removal>> of(String id) {
    return CompletableFuture.completedFuture(removal.filter(one -> one.id().equals(id)));
  }

  @Override
  public CompletionStage<List<AuditEntry>> page(AuditFilter filter) {
    filters.add(filter);
    List<AuditEntry> newest = new ArrayList<>(entries);
    Collections.reverse(newest);
    return CompletableFuture.completedFuture(newest.stream()
        .filter(one -> filter.before().map(before -> one.id() < before).orElse(true))
        .filter(one -> filter.target().map(one.target()::equals).orElse(true))
        .filter(one -> filter.action().map(one.action()::equals).orElse(true))
        .limit(filter.limit())
        .toList());
  }

  @Override
  public CompletionStage<String> hash(String number) {
    return CompletableFuture.completedFuture("hash-of-" + number.length());
  }

  static Removal removal(String id, int calls, int deleted, LegalHold... held) {
    Instant at = FakeCalls.NOW;
    return new Removal(id, at, calls, deleted, 0, 1, 7, 2, List.of(held));
  }
}
