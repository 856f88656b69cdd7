package talkspurt.fake;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import talkspurt.telemetry.Metrics;

/** What metrics tell by now. */
public final class Told {

  private Told() {}

  /** The counter of this name; where a label has this value, or of all. */
  public static double by(Metrics metrics, String name, String... label) {
    return metrics.registry().scrape(name::equals).stream()
        .filter(CounterSnapshot.class::isInstance)
        .flatMap(found -> ((CounterSnapshot) found).getDataPoints().stream())
        .filter(point -> has(point.getLabels(), label))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  /** The sum of the histogram of this name where a label has this value. */
  public static double sum(Metrics metrics, String name, String label) {
    return metrics.registry().scrape(name::equals).stream()
        .filter(HistogramSnapshot.class::isInstance)
        .flatMap(found -> ((HistogramSnapshot) found).getDataPoints().stream())
        .filter(point -> has(point.getLabels(), label))
        .mapToDouble(HistogramSnapshot.HistogramDataPointSnapshot::getSum)
        .sum();
  }

  /** The gauge of this name where a label has this value. */
  public static double value(Metrics metrics, String name, String label) {
    return metrics.registry().scrape(name::equals).stream()
        .filter(GaugeSnapshot.class::isInstance)
        .flatMap(found -> ((GaugeSnapshot) found).getDataPoints().stream())
        .filter(point -> has(point.getLabels(), label))
        .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
        .sum();
  }

  private static boolean has(Labels labels, String... label) {
    return label.length == 0 || labels.stream().anyMatch(one -> one.getValue().equals(label[0]));
  }
}
