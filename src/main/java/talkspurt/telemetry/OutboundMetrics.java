package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Collection;

/** What is counted of calls that the engine makes. Thread-safe. */
public final class OutboundMetrics {

  private final Counter dials;
  private final Counter attempts;
  private final Counter refused;
  private final GaugeDataPoint open;

  OutboundMetrics(Figures figures) {
    dials = figures.labelled(
        "talkspurt_outbound_dials", "Attempts that were given to the exchange, by trunk", "trunk");
    attempts = figures.labelled(
        "talkspurt_outbound_attempts", "Attempts that are over, by how they came out", "outcome");
    refused = figures.labelled(
        "talkspurt_outbound_refused",
        "Calls that were asked for and that the rules never allow, by reason",
        "reason");
    open = figures.gauge("talkspurt_outbound_open", "Calls that are dialled or spoken now");
  }

  /** There are these trunks, outcomes and reasons. */
  public void known(
      Collection<String> trunks, Collection<String> outcomes, Collection<String> reasons) {
    trunks.forEach(dials::initLabelValues);
    outcomes.forEach(attempts::initLabelValues);
    reasons.forEach(refused::initLabelValues);
  }

  /** An attempt was given to the exchange. */
  public void dialled(String trunk) {
    dials.labelValues(trunk).inc();
  }

  /** An attempt is over. */
  public void attemptOver(String outcome) {
    attempts.labelValues(outcome).inc();
  }

  /** The rules refused a call that was asked for. */
  public void refused(String reason) {
    refused.labelValues(reason).inc();
  }

  /** So many are dialled or spoken now, as the node that dials knows. */
  public void open(int calls) {
    open.set(calls);
  }
}
