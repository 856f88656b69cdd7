package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import talkspurt.fake.DocumentedMetrics;
import talkspurt.fake.Promtool;

/** Alerts ask for metrics that there are, tell what to do, and fire. */
class AlertsTest {

  private static final Path RULES = Path.of("conf/prometheus/talkspurt.rules.yml");
  private static final Path PROMPTED = Path.of("src/system-test/prometheus/alerts.yml");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)#(\\S+)");

  @Test
  void eachAsksForMetricsThatThereAre() throws IOException {
    assertThat(DocumentedMetrics.unknownIn(Files.readString(RULES))).isEmpty();
  }

  @Test
  void eachTellsWhatToDo() throws IOException {
    String rules = Files.readString(RULES);
    List<String> alerts = found(ALERT, rules);
    assertThat(alerts).hasSizeGreaterThanOrEqualTo(15).doesNotHaveDuplicates();
    assertThat(RUNBOOK
            .matcher(rules)
            .results()
            .map(link -> link.group(1) + " " + link.group(2))
            .toList())
        .isEqualTo(alerts.stream()
            .map(alert -> "src/docs/operations.md " + alert.toLowerCase(Locale.ROOT))
            .toList());
    assertThat(found(Pattern.compile("(?m)^### (Talkspurt\\w+)$"), operations()))
        .isEqualTo(alerts);
  }

  @Test
  void eachIsMadeToFire() throws IOException {
    Set<String> fired =
        new TreeSet<>(found(Pattern.compile("alertname=\"(\\w+)\""), Files.readString(PROMPTED)));
    assertThat(fired).isEqualTo(new TreeSet<>(found(ALERT, Files.readString(RULES))));
  }

  @Test
  void promtoolHasEachFire() throws Exception {
    assumeTrue(Promtool.isInstalled(), Promtool.MISSING);
    Promtool.run("check", "rules", RULES.toString());
    Promtool.run("check", "config", "--syntax-only", "conf/prometheus/prometheus.yml");
    Promtool.run("test", "rules", PROMPTED.toString());
  }

  private static String operations() throws IOException {
    return Files.readString(Path.of("src/docs/operations.md"));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toList());
  }
}
