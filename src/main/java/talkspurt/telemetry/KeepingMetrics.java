package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Duration;
import java.util.Collection;

/** What is counted of what is kept: what was removed by age, and what the audit has. Thread-safe. */
public final class KeepingMetrics {

  private final Counter removed;
  private final Gauge oldest;
  private final Counter audit;
  private final CounterDataPoint kept;
  private final CounterDataPoint notKept;

  KeepingMetrics(Figures figures) {
    removed = figures.labelled(
        "talkspurt_retention_removed",
        "What was removed because it was kept as long as the settings say, by its kind",
        "kind");
    oldest = figures.labelledGauge(
        "talkspurt_retention_oldest_seconds",
        "Age of the oldest of what is kept, by its kind",
        "kind");
    audit = figures.labelled(
        "talkspurt_audit_entries", "Entries of the audit, by whether they could be kept", "result");
    Figures.exist(audit, "kept", "failed");
    kept = audit.labelValues("kept");
    notKept = audit.labelValues("failed");
  }

  /** There are these kinds. */
  public void kindsKnown(Collection<String> kinds) {
    kinds.forEach(kind -> {
      removed.initLabelValues(kind);
      oldest.initLabelValues(kind);
    });
  }

  /** So many of a kind were removed. */
  public void removed(String kind, long count) {
    removed.labelValues(kind).inc(count);
  }

  /** The oldest of a kind is that old; zero where there is none. */
  public void oldest(String kind, Duration age) {
    oldest.labelValues(kind).set(age.toMillis() / 1000.0);
  }

  /** So many entries are in the audit. */
  public void audited(int entries) {
    kept.inc(entries);
  }

  /** So many entries could not be kept, and who asked was refused. */
  public void notAudited(int entries) {
    notKept.inc(entries);
  }
}
