package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/** What is counted of the journal, the call log and their database. Thread-safe. */
public final class DatabaseMetrics {

  private final PrometheusRegistry registry;
  private final DistributionDataPoint journalWrites;
  private final Counter journalFailures;
  private final Counter callLogRefused;
  private final CounterDataPoint callLogUnreadable;
  private final Counter callLogSetAside;
  private final CounterDataPoint callLogStops;
  private final DistributionDataPoint connectionsTaken;
  private final CounterDataPoint connectionsMissed;
  private volatile DoubleSupplier callLogLag = () -> 0;
  private volatile long callLogUnindexed;
  private final LongAccumulator slowestWrite = new LongAccumulator(Math::max, 0);

  DatabaseMetrics(Figures figures) {
    registry = figures.registry();
    journalWrites = figures.histogram(
        "talkspurt_journal_write_seconds",
        "How long the journal took to make a batch of events durable",
        0.001,
        0.002,
        0.005,
        0.01,
        0.02,
        0.05,
        0.1,
        0.2,
        0.5,
        1,
        2,
        5);
    journalFailures = figures.labelled(
        "talkspurt_journal_failures", "Writes and replays of the journal that failed", "what");
    callLogRefused = figures.labelled(
        "talkspurt_call_log_refused",
        "Rows of the call log that the database did not take as they were, by what was kept",
        "kept");
    callLogUnreadable = figures.counter(
        "talkspurt_call_log_unreadable_events",
        "Events that this program cannot read and the call log lacks");
    callLogSetAside = figures.labelled(
        "talkspurt_call_log_set_aside",
        "Events and rows of calls that the call log set aside, to be tried again",
        "what");
    callLogStops = figures.counter(
        "talkspurt_call_log_stops",
        "Times that the call log stopped at a fault, and went on behind the last row that was written");
    connectionsTaken = figures.histogram(
        "talkspurt_database_connection_wait_seconds",
        "How long a connection to the database was waited for",
        0.0001,
        0.001,
        0.01,
        0.1,
        0.5,
        1,
        3);
    connectionsMissed = figures.counter(
        "talkspurt_database_connection_timeouts", "Times that no connection to the database came");
    GaugeWithCallback.builder()
        .name("talkspurt_call_log_lag_seconds")
        .help(
            "How old the state of the journal is that the call log holds all of; 0 on nodes that do not write it")
        .callback(told -> told.call(callLogLag.getAsDouble()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_call_log_unindexed_calls")
        .help(
            "Calls of an earlier version whose words are not in the index of H2 yet; 0 on nodes that do not write the call log")
        .callback(told -> told.call(callLogUnindexed))
        .register(registry);
    Figures.exist(journalFailures, "write", "replay");
    Figures.exist(callLogRefused, "reduced", "nothing");
    Figures.exist(callLogSetAside, "event", "row");
  }

  /** How many calls of an earlier version are not in the index of words yet. */
  public void callLogUnindexed(long calls) {
    callLogUnindexed = calls;
  }

  /** The journal has made events durable. */
  public void journalWritten(long nanos) {
    journalWrites.observe(nanos / 1e9);
    slowestWrite.accumulate(nanos);
  }

  /** How long the slowest write took since this was asked last, in ns. */
  public long takeSlowestWrite() {
    return slowestWrite.getThenReset();
  }

  /** A write or a replay of the journal failed. */
  public void journalFailed(String what) {
    journalFailures.labelValues(what).inc();
  }

  /** A row of the call log was refused by the database, and kept without its details or not at all. */
  public void callLogRefused(boolean reduced) {
    callLogRefused.labelValues(reduced ? "reduced" : "nothing").inc();
  }

  /** An event of a call could not be read, and the call log goes on without it. */
  public void callLogUnreadable() {
    callLogUnreadable.inc();
  }

  /** How far the call log is behind the journal, in seconds. */
  public void callLogLag(DoubleSupplier seconds) {
    callLogLag = seconds;
  }

  /** The call log set an event aside, or the row of a call. */
  public void callLogSetAside(boolean row) {
    callLogSetAside.labelValues(row ? "row" : "event").inc();
  }

  /** The call log stopped at a fault, and is tried again. */
  public void callLogStopped() {
    callLogStops.inc();
  }

  /** A connection to the database was waited for so long. */
  public void databaseConnectionTaken(long nanos) {
    connectionsTaken.observe(nanos / 1e9);
  }

  /** No connection to the database came in time. */
  public void databaseConnectionMissed() {
    connectionsMissed.inc();
  }

  /** How many connections to the database work and rest, and how many threads wait for one. */
  public void databasePool(IntSupplier active, IntSupplier idle, IntSupplier waiting) {
    GaugeWithCallback.builder()
        .name("talkspurt_database_connections")
        .help("Connections to the database")
        .labelNames("state")
        .callback(told -> {
          told.call(active.getAsInt(), "active");
          told.call(idle.getAsInt(), "idle");
        })
        .register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_database_threads_waiting")
        .help("Threads that wait for a connection to the database")
        .callback(told -> told.call(waiting.getAsInt()))
        .register(registry);
  }

  /** How much of the disk of H2's file is free, and whether that is too little to take calls. */
  public void databaseDisk(DoubleSupplier freeBytes, BooleanSupplier full) {
    GaugeWithCallback.builder()
        .name("talkspurt_database_disk_free_bytes")
        .help("Free space of the disk that the file of H2 is on")
        .callback(told -> told.call(freeBytes.getAsDouble()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_database_disk_full")
        .help("1 while so little is free that nothing is written to H2")
        .callback(told -> told.call(full.getAsBoolean() ? 1 : 0))
        .register(registry);
  }
}
