package talkspurt.boot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AuditEntry;
import talkspurt.control.AuditFilter;
import talkspurt.control.AuditLog;
import talkspurt.control.CallLogEntry;
import talkspurt.control.LegalHold;
import talkspurt.control.LegalHolds;
import talkspurt.control.RecordingEraser;
import talkspurt.control.Removal;
import talkspurt.control.Removals;
import talkspurt.control.RetentionWorker;
import talkspurt.control.Subject;
import talkspurt.http.AuditRoutes;
import talkspurt.http.Auditing;
import talkspurt.http.HoldRoutes;
import talkspurt.http.SubjectRoutes;
import talkspurt.telemetry.KeepingMetrics;

/** What a node keeps no longer than it may, and keeps of who looked at it. */
final class NodeKeeping implements HoldRoutes.Holds, SubjectRoutes.Subjects, AuditRoutes.Reading {

  private final LegalHolds holds;
  private final Removals removals;
  private final AuditLog audit;

  private NodeKeeping(LegalHolds holds, Removals removals, AuditLog audit) {
    this.holds = holds;
    this.removals = removals;
    this.audit = audit;
  }

  /**
   * Takes part in the removal of what was kept long enough, and keeps an audit, from now on.
   *
   * @param node which node this is
   * @param profiles whose rules hold
   * @param eraser deletes files of recordings
   */
  static NodeKeeping start(
      ActorSystem<?> system,
      String node,
      LiveProfiles profiles,
      RecordingEraser eraser,
      KeepingMetrics metrics) {
    InstantSource clock = InstantSource.system();
    RetentionWorker.start(system, profiles::retention, eraser, clock, metrics);
    return new NodeKeeping(
        LegalHolds.of(system, clock),
        Removals.of(system, clock),
        AuditLog.start(system, node, clock, metrics));
  }

  /** Keeps who asks for what. */
  Auditing audit() {
    return audit::keep;
  }

  @Override
  public CompletionStage<Optional<LegalHold>> of(UUID callId) {
    return holds.of(callId);
  }

  @Override
  public CompletionStage<Optional<LegalHold>> hold(UUID callId, String reason, String by) {
    return holds.hold(callId, reason, by);
  }

  @Override
  public CompletionStage<Boolean> release(UUID callId) {
    return holds.release(callId);
  }

  @Override
  public Source<CallLogEntry, NotUsed> calls(Subject subject) {
    return removals.calls(subject);
  }

  @Override
  public CompletionStage<Removal> delete(Subject subject, String by) {
    return removals.delete(subject, by);
  }

  @Override
  public CompletionStage<Removal> delete(UUID callId, String by) {
    return removals.delete(callId, by);
  }

  @Override
  public CompletionStage<Optional<Removal>> of(String id) {
    return removals.of(id);
  }

  @Override
  public CompletionStage<List<AuditEntry>> page(AuditFilter filter) {
    return audit.page(filter);
  }

  @Override
  public CompletionStage<String> hash(String number) {
    return audit.hash(number);
  }
}
