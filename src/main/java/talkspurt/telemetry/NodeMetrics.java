package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;

/** What is told of a node itself, and counted at its port to others. Thread-safe. */
public final class NodeMetrics {

  private final Counter refused;
  private final Gauge build;

  NodeMetrics(Figures figures) {
    refused = figures.labelled(
        "talkspurt_cluster_refused",
        "Connections to the port between nodes that were closed, by why",
        "why");
    build =
        figures.labelledGauge("talkspurt_build_info", "The version of the engine: 1", "version");
  }

  /** This is the version that runs. */
  public void version(String version) {
    build.labelValues(version).set(1);
  }

  /** A connection may be closed for this reason. */
  public void refusalKnown(String why) {
    refused.initLabelValues(why);
  }

  /** A connection was closed. */
  public void refused(String why) {
    refused.labelValues(why).inc();
  }
}
