package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.EndReason;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Writes rows of the call log, and lets none that the database cannot take keep back the others: of such a
 * call as much is written as the database takes, and the call is set aside, to be tried again.
 *
 * <p>A fault of the database itself is thrown, for all rows to be written later.
 */
final class CallLogWriter {

  private static final Logger LOG = LoggerFactory.getLogger(CallLogWriter.class);
  private static final int MAX_LINES_PER_MINUTE = 10;

  private final Database database;
  private final DiskWatch disk;
  private final Metrics metrics;
  private final OneCallWriter one;
  private final InstantSource clock = InstantSource.system();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  CallLogWriter(Database database, DiskWatch disk, Metrics metrics) {
    this.database = database;
    this.disk = disk;
    this.metrics = metrics;
    this.one = new OneCallWriter(metrics.database());
  }

  /**
   * Writes rows, unless the journal was written up to this place or further before.
   *
   * @return whether they were written; fails with the database's fault, or for want of room
   */
  CompletionStage<Boolean> write(LogRows rows) {
    try {
      disk.check(); // before a transaction begins: to roll one back, H2 writes too
    } catch (DiskFullException full) {
      return CompletableFuture.failedFuture(full);
    }
    Instant now = clock.instant();
    return database
        .transact(connection -> CallLogTable.write(connection, rows, now))
        .exceptionallyCompose(fault -> {
          RowRefusal.of(fault).orElseThrow(() -> new IllegalStateException(fault));
          return database.transact(connection -> writeEach(connection, rows, now));
        })
        .thenApply(written -> {
          if (written) {
            rows.ended().forEach(this::count);
            rows.aside().forEach(this::tell);
          }
          return written;
        });
  }

  /** Each call once in the cluster, since each place in the journal is written once unless the database lost it. */
  private void count(CallLogEntry ended) {
    String reason = EndReason.label(ended.endReason().orElse(""));
    metrics.calls().callEnded(ended.profile(), reason);
    ended
        .variant()
        .known()
        .ifPresent(variant -> metrics.calls().variantEnded(ended.profile(), variant, reason));
    ended
        .answeredAt()
        .flatMap(answered -> ended.endedAt().map(end -> Duration.between(answered, end)))
        .ifPresent(lasted -> metrics.calls().callLasted(ended.profile(), lasted));
  }

  /** Each once in the cluster, too. */
  private void tell(SetAside one) {
    metrics.database().callLogSetAside(one.row());
    if (one.row()) {
      return; // told with what is the matter with it
    }
    metrics.database().callLogUnreadable();
    limited.log(
        "unreadable",
        more -> LOG.warn(
            "event {} of call {} cannot be read and is left out of the call log: {}{}",
            one.event(),
            one.callId(),
            one.reason(),
            more));
  }

  private boolean writeEach(Connection connection, LogRows rows, Instant now) throws SQLException {
    OptedOutCall.put(
        connection, rows.optedOut()); // first: it may have to commit the key of the list
    if (!CallLogTable.moved(connection, rows)) {
      return false;
    }
    List<SetAside> refused = new ArrayList<>();
    for (CallLogEntry entry : rows.rows().values()) {
      one.write(connection, entry, rows.changes(entry.callId())).ifPresent(refused::add);
    }
    SetAsideTable.put(connection, rows.aside(), now);
    SetAsideTable.put(connection, refused, now);
    ProbeTable.ended(connection, rows.probes(), now);
    for (CallLogEntry ended : rows.ended()) {
      if (OneCallWriter.put(connection, to -> OutcomeTable.begin(to, ended)).isPresent()) {
        OneCallWriter.put(connection, to -> OutcomeTable.begin(to, ended.withoutDetails()));
      }
    }
    for (OutgoingEvent news : rows.news()) {
      OneCallWriter.put(connection, to -> EventTable.add(to, List.of(news), now))
          .ifPresent(against -> LOG.warn("event {} cannot be told: {}", news.id(), against));
    }
    return true;
  }
}
