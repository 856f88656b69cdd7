package talkspurt.loadtest.pipelines;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.loadtest.Distribution;

/** What callers waited for before an answer, part by part: by the caller's clock, and by the engine's log. */
final class Waterfall {
  /** What the caller's clock knows: from the last sound in the caller's mouth to the first in the caller's ear. */
  static final String MOUTH_TO_EAR = "mouth to ear";

  /** What the engine does not see: how late it notices that the caller is silent, and the line, both ways. */
  private static final String HEARING = "hearing and line";

  private static final String WHOLE = "whole";
  private static final Pattern ANSWERED =
      Pattern.compile("turn \\d+ answered after (\\d+) ms \\((.*?)\\)");

  private final Map<String, Distribution> parts = new LinkedHashMap<>();

  /** The parts of the first answer of a call, in the engine's order; empty where its log has none. */
  static Optional<Map<String, Double>> told(String log, String call) {
    return log.lines()
        .filter(line -> line.contains(call))
        .map(ANSWERED::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(Waterfall::parts);
  }

  private static Map<String, Double> parts(Matcher line) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (String part : line.group(2).split(", ")) {
      int blank = part.lastIndexOf(' ');
      parts.put(part.substring(0, blank), Double.parseDouble(part.substring(blank + 1)));
    }
    parts.put(WHOLE, Double.parseDouble(line.group(1)));
    return parts;
  }

  /** An answer that the caller heard so long after the last sound, of which the engine tells this. */
  void add(double mouthToEarMs, Map<String, Double> told) {
    Map<String, Double> all = new LinkedHashMap<>(told);
    double whole = all.remove(WHOLE);
    note(HEARING, mouthToEarMs - whole);
    all.forEach(this::note);
    note(MOUTH_TO_EAR, mouthToEarMs);
  }

  private void note(String part, double ms) {
    parts.computeIfAbsent(part, none -> new Distribution()).add(ms);
  }

  OptionalDouble percentile(String part, double percent) {
    return parts.getOrDefault(part, new Distribution()).percentile(percent);
  }

  void print(PrintStream to) {
    to.println("| part, ms | p50 | p95 |");
    to.println("| --- | --- | --- |");
    parts.forEach((part, times) -> to.printf(
        "| %s | %.0f | %.0f |%n",
        part, times.percentile(50).orElse(-1), times.percentile(95).orElse(-1)));
  }
}
