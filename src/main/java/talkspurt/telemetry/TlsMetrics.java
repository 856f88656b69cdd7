package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;

/** What is counted of TLS certificates. Thread-safe. */
public final class TlsMetrics {

  private final Counter reloads;
  private final Gauge expires;

  TlsMetrics(Figures figures) {
    reloads = figures.labelled(
        "talkspurt_tls_reloads",
        "Changed certificate files that were read: taken, or faulty and left",
        "of",
        "outcome");
    expires = Gauge.builder()
        .name("talkspurt_tls_certificate_expiry_timestamp_seconds")
        .help("When the first certificate of the chain expires, in Unix time")
        .labelNames("of")
        .register(figures.registry());
  }

  /** There are certificates of that name. */
  public void known(String of) {
    reloads.initLabelValues(of, "taken");
    reloads.initLabelValues(of, "faulty");
  }

  /** Files that have changed are in force. */
  public void reloaded(String of) {
    reloads.labelValues(of, "taken").inc();
  }

  /** Files that have changed are faulty, and what was in force stays. */
  public void notReloaded(String of) {
    reloads.labelValues(of, "faulty").inc();
  }

  /** Until when the certificates in force hold. */
  public void expires(String of, long epochSecond) {
    expires.labelValues(of).set(epochSecond);
  }
}
