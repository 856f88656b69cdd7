package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;

/** What becomes of spans. Thread-safe. */
final class TraceMetrics {

  private final Counter spans;

  TraceMetrics(Figures figures) {
    spans = figures.labelled(
        "talkspurt_trace_spans",
        "Spans of traces: sent, dropped because too many waited, or failed to be taken",
        "outcome");
    Figures.exist(spans, "sent", "dropped", "failed");
  }

  void sent(int count) {
    spans.labelValues("sent").inc(count);
  }

  void dropped() {
    spans.labelValues("dropped").inc();
  }

  void failed(int count) {
    spans.labelValues("failed").inc(count);
  }
}
