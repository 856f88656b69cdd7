package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.DatabaseMetrics;

/** Writes calls to the log one by one, each as far as the database takes it. */
final class OneCallWriter {

  private static final Logger LOG = LoggerFactory.getLogger(OneCallWriter.class);

  private final DatabaseMetrics metrics;

  OneCallWriter(DatabaseMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Writes as much of one call as the database takes: all, or its row alone, or that without what came from outside.
   *
   * @return what it has against more, if anything
   */
  Optional<SetAside> write(Connection connection, CallLogEntry entry, CallChanges changes)
      throws SQLException {
    String call = entry.callId();
    Optional<String> against = put(connection, entry, changes);
    if (against.isEmpty()) {
      return Optional.empty();
    }
    String kept = "without what is beside its row in";
    if (put(connection, entry, changes.rowAlone()).isPresent()) {
      boolean reduced =
          put(connection, entry.withoutDetails(), changes.rowAlone()).isEmpty();
      metrics.callLogRefused(reduced);
      kept = reduced ? "without its numbers and profile in" : "left out of";
    }
    metrics.callLogSetAside(true);
    LOG.warn("call {} is {} the call log: {}", call, kept, against.get());
    return Optional.of(new SetAside(call, SetAside.ROW, against.get()));
  }

  private static Optional<String> put(
      Connection connection, CallLogEntry entry, CallChanges changes) throws SQLException {
    String call = entry.callId();
    return put(connection, to -> CallLogTable.put(to, Map.of(call, entry), Map.of(call, changes)));
  }

  /** What is written. */
  @FunctionalInterface
  interface Writing {
    void to(Connection connection) throws SQLException;
  }

  /** Writes something; what the database has against it, if anything. */
  static Optional<String> put(Connection connection, Writing writing) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      writing.to(connection);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException fault) {
      Optional<String> against = RowRefusal.of(fault);
      if (against.isEmpty()) {
        throw fault;
      }
      connection.rollback(before);
      return against;
    }
  }
}
