package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;

/** What is counted of calls that are changed while they run. Thread-safe. */
public final class MidCallMetrics {

  private final Counter taken;

  MidCallMetrics(Figures figures) {
    taken = figures.labelled(
        "talkspurt_mid_call_requests",
        "Requests that changed a running call, by what they asked for",
        "what");
    Figures.exist(taken, "session", "say", "hint", "transfer");
  }

  /** A call has taken a request: {@code session}, {@code say} or {@code hint}. */
  public void taken(String what) {
    taken.labelValues(what).inc();
  }
}
