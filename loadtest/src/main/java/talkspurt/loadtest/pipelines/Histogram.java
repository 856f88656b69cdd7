package talkspurt.loadtest.pipelines;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the engine itself says of its response latency, between two looks at its metrics. */
record Histogram(Map<String, Double> before, Map<String, Double> after) {
  private static final Pattern BUCKET = Pattern.compile(
      "^talkspurt_response_latency_seconds_bucket\\{(.*?),?le=\"([^\"]+)\"(.*?)\\} (\\S+)",
      Pattern.MULTILINE);
  private static final double[] SHARES = {0.5, 0.95, 0.99};

  /** Counts by labels and upper bound. */
  static Map<String, Double> read(String metrics) {
    Map<String, Double> counts = new TreeMap<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find())
      counts.put(
          bucket.group(1) + bucket.group(3) + " " + bucket.group(2),
          Double.parseDouble(bucket.group(4)));
    return counts;
  }

  void print(PrintStream to) {
    Map<String, Map<Double, Double>> parts = new TreeMap<>();
    after.forEach((key, count) -> {
      int space = key.lastIndexOf(' ');
      String bound = key.substring(space + 1);
      parts
          .computeIfAbsent(key.substring(0, space), part -> new TreeMap<>())
          .put(
              bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
              count - before.getOrDefault(key, 0.0));
    });
    parts.forEach((part, buckets) -> to.println("engine's own, "
        + (part.isEmpty() ? "as a whole" : part) + ", at most, in ms: " + text(buckets)));
  }

  private static String text(Map<Double, Double> buckets) {
    double all = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return java.util.Arrays.stream(SHARES)
        .mapToObj(share -> "p%.0f %s"
            .formatted(
                100 * share,
                buckets.entrySet().stream()
                    .filter(bucket -> bucket.getValue() >= share * all)
                    .map(bucket -> "%.0f".formatted(1000 * bucket.getKey()))
                    .findFirst()
                    .orElse("?")))
        .collect(Collectors.joining("  "));
  }
}
