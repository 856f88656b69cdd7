package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.EndReason;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.OutsideText;

/**
 * Writes rows of the call log, and lets none that the database cannot take keep back the others: such a
 * row is written without its numbers and profile, and left out only where the database refuses that, too.
 *
 * <p>A fault of the database itself is thrown, for all rows to be written later.
 */
final class CallLogWriter {

  private static final Logger LOG = LoggerFactory.getLogger(CallLogWriter.class);
  private static final int MAX_REASON = 200;
  private static final int MAX_LINES_PER_MINUTE = 10;

  private final Database database;
  private final DiskWatch disk;
  private final Metrics metrics;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  CallLogWriter(Database database, DiskWatch disk, Metrics metrics) {
    this.database = database;
    this.disk = disk;
    this.metrics = metrics;
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
    return database
        .transact(connection -> CallLogTable.write(connection, rows))
        .exceptionallyCompose(fault -> {
          refusal(fault).orElseThrow(() -> new IllegalStateException(fault));
          return database.transact(connection -> writeEach(connection, rows));
        })
        .thenApply(written -> {
          if (written) {
            rows.ended().forEach(this::count);
            rows.unreadable().forEach(this::tell);
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

  /** Each event once in the cluster, too. */
  private void tell(LogRows.Unreadable event) {
    metrics.database().callLogUnreadable();
    limited.log(
        "unreadable",
        more -> LOG.warn(
            "event {} of call {} cannot be read and is left out of the call log: {}{}",
            event.sequenceNr(),
            event.callId(),
            event.reason(),
            more));
  }

  private boolean writeEach(Connection connection, LogRows rows) throws SQLException {
    if (!CallLogTable.moved(connection, rows)) {
      return false;
    }
    for (CallLogEntry entry : rows.rows().values()) {
      Optional<String> against = put(connection, CallLogTable::put, entry);
      if (against.isPresent()) {
        boolean kept =
            put(connection, CallLogTable::put, entry.withoutDetails()).isEmpty();
        metrics.database().callLogRefused(kept);
        LOG.warn(
            "call {} is {} the call log: {}",
            entry.callId(),
            kept ? "without its numbers and profile in" : "left out of",
            against.get());
      }
    }
    for (CallLogEntry ended : rows.ended()) {
      if (put(connection, OutcomeTable::begin, ended).isPresent()) {
        put(connection, OutcomeTable::begin, ended.withoutDetails());
      }
    }
    return true;
  }

  /** How a row is written. */
  @FunctionalInterface
  private interface Writing {
    void of(Connection connection, CallLogEntry entry) throws SQLException;
  }

  /** Writes one row; what the database has against it, if anything. */
  private static Optional<String> put(Connection connection, Writing writing, CallLogEntry entry)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      writing.of(connection, entry);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException fault) {
      Optional<String> against = refusal(fault);
      if (against.isEmpty()) {
        throw fault;
      }
      connection.rollback(before);
      return against;
    }
  }

  /** What the database has against a row's content (SQL states 22, 23 and 54), in one line. */
  private static Optional<String> refusal(Throwable fault) {
    for (Throwable at = fault; at != null; at = at.getCause()) {
      if (at instanceof SQLException told
          && String.valueOf(told.getSQLState()).matches("(22|23|54).*")) {
        String line = DatabaseFault.firstLine(String.valueOf(told.getMessage()));
        return Optional.of(OutsideText.forLog(line, MAX_REASON));
      }
    }
    return Optional.empty();
  }
}
