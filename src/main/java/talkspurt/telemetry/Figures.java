package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Makes the figures of one registry, in the forms that Talkspurt has. */
record Figures(PrometheusRegistry registry) {

  CounterDataPoint counter(String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  /** Begins at 0: a series that appears with its first event has no rate of that event. */
  static void exist(StatefulMetric<?, ?> metric, String... labels) {
    for (String label : labels) {
      metric.initLabelValues(label);
    }
  }

  Counter labelled(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  /** A wait of the caller's, by the provider that causes it. */
  Histogram timed(String name, String help) {
    return timedBy("provider", name, help, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5);
  }

  Histogram timedBy(String label, String name, String help, double... bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }

  Gauge labelledGauge(String name, String help, String label) {
    return Gauge.builder().name(name).help(help).labelNames(label).register(registry);
  }

  GaugeDataPoint gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }

  DistributionDataPoint histogram(String name, String help, double... bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }
}
