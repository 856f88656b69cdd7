package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.List;

/** What came of the calls that a node makes to itself while it runs. Thread-safe. */
public final class ProbeMetrics {

  private final Counter probes;
  private final GaugeDataPoint failing;
  private final GaugeDataPoint answer;

  ProbeMetrics(Figures figures) {
    probes = figures.labelled(
        "talkspurt_probes",
        "Synthetic calls of this node to itself, by what came of them",
        "result");
    failing = figures.gauge(
        "talkspurt_probe_failures_in_a_row",
        "How many synthetic calls in a row were not answered; 0 after one that was");
    answer = figures.gauge(
        "talkspurt_probe_answer_seconds",
        "From the end of the question to the first sound of the answer, in the last synthetic call that had one");
  }

  /** What may come of them: their figures begin at 0. */
  public void known(List<String> results) {
    results.forEach(probes::initLabelValues);
  }

  /** One was made. */
  public void made(String result) {
    probes.labelValues(result).inc();
  }

  /** So many in a row were not answered. */
  public void failing(int inARow) {
    failing.set(inARow);
  }

  /** One was answered after so long. */
  public void answered(long ms) {
    answer.set(ms / 1e3);
  }
}
