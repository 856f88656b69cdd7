package talkspurt.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TurnMetricsTest {

  private final Metrics metrics = new Metrics();

  @Test
  void aFormerNameIsCountedBesideTheNew() {
    metrics.turns().turnActionKnown("resume");
    assertThat(actions()).isEqualTo(Map.of("resume", 0.0, "keep", 0.0));
    metrics.turns().turnAction("resume");
    metrics.turns().turnAction("yield");
    assertThat(actions()).isEqualTo(Map.of("resume", 1.0, "keep", 1.0, "yield", 1.0));
  }

  private Map<String, Double> actions() {
    CounterSnapshot counted =
        (CounterSnapshot) metrics.registry().scrape("talkspurt_turn_actions"::equals).stream()
            .findFirst()
            .orElseThrow();
    return counted.getDataPoints().stream()
        .collect(Collectors.toMap(
            action -> action.getLabels().get("action"),
            CounterSnapshot.CounterDataPointSnapshot::getValue));
  }
}
