package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.Collection;

/** What is counted of the Asterisk hosts that are controlled. Thread-safe. */
public final class ExchangeMetrics {

  private final Gauge connected;
  private final Counter commands;

  ExchangeMetrics(Figures figures) {
    connected = figures.labelledGauge(
        "talkspurt_exchange_connected",
        "1 where the Asterisk of this name is connected by AMI, 0 where it is lost",
        "host");
    commands = figures.labelled(
        "talkspurt_exchange_commands",
        "Commands to Asterisk, by what was asked for and what came of it",
        "command",
        "outcome");
  }

  /** What may come of commands is counted from zero. */
  public void known(Collection<String> labels, Collection<String> outcomes) {
    labels.forEach(label -> outcomes.forEach(outcome -> commands.initLabelValues(label, outcome)));
  }

  /** A host has been connected, or is lost. */
  public void connected(String host, boolean up) {
    connected.labelValues(host).set(up ? 1 : 0);
  }

  /** A command has come to its end. */
  public void command(String command, String outcome) {
    commands.labelValues(command, outcome).inc();
  }
}
