package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;

/** What is counted of events that are sent to webhooks, on the node that sends them. Thread-safe. */
public final class EventMetrics {

  private final Counter deliveries;
  private final Gauge pending;
  private final Gauge oldest;
  private final Gauge disabled;

  EventMetrics(Figures figures) {
    deliveries = figures.labelled(
        "talkspurt_webhook_deliveries",
        "Events sent to webhooks, by what became of each request (given-up: not sent any more; gone: the receiver"
            + " wants no more)",
        "webhook",
        "outcome");
    pending = figures.labelledGauge(
        "talkspurt_webhook_pending",
        "Events that wait for a webhook; 0 on nodes that do not send",
        "webhook");
    oldest = figures.labelledGauge(
        "talkspurt_webhook_oldest_seconds",
        "For how long the oldest event that waits for a webhook has waited; 0 on nodes that do not send",
        "webhook");
    disabled = figures.labelledGauge(
        "talkspurt_webhook_disabled",
        "1 while nothing is sent to a webhook since its receiver wants no more (410); 0 on nodes that do not send",
        "webhook");
  }

  /** There is such a webhook. */
  public void webhookKnown(String webhook) {
    for (String outcome : new String[] {"delivered", "failed", "given-up", "gone"}) {
      deliveries.initLabelValues(webhook, outcome);
    }
    waiting(webhook, 0, 0, false);
  }

  /** An event was sent. */
  public void delivery(String webhook, String outcome) {
    deliveries.labelValues(webhook, outcome).inc();
  }

  /** Events are not sent any more. */
  public void givenUp(String webhook, int events) {
    deliveries.labelValues(webhook, "given-up").inc(events);
  }

  /** So much waits for a webhook. */
  public void waiting(String webhook, long events, double seconds, boolean wantsNoMore) {
    pending.labelValues(webhook).set(events);
    oldest.labelValues(webhook).set(seconds);
    disabled.labelValues(webhook).set(wantsNoMore ? 1 : 0);
  }
}
