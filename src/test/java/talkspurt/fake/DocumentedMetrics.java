package talkspurt.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that {@code metrics.md} names, with type and labels. */
public final class DocumentedMetrics {

  private static final Path DOCS = Path.of("src/docs/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| ([a-z]+) \\| [^|]+ \\| ([^|]*) \\| .+ \\| .+ \\|");
  private static final Pattern NAME =
      Pattern.compile("\\b((?:talkspurt|jvm|process)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)");
  private static final Set<String> OF_SCRAPES = Set.of("job", "instance", "le");

  private DocumentedMetrics() {}

  /** By name: {@code counter profile, reason}. */
  public static Map<String, String> all() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("| `")) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
          throw new IOException("unreadable row: " + line);
        }
        String labels = row.group(3).replace("`", "");
        rows.put(row.group(1), row.group(2) + " " + (labels.equals("–") ? "" : labels));
      }
    }
    return rows;
  }

  /** Metrics in queries of PromQL that are not there, or have no such label. */
  public static Set<String> unknownIn(String queries) throws IOException {
    Map<String, String> all = all();
    Set<String> unknown = new TreeSet<>();
    Matcher name = NAME.matcher(queries);
    while (name.find()) {
      String series = name.group(1);
      String metric = all.containsKey(series) ? series : histogram(all, series);
      if (!all.containsKey(metric)) {
        unknown.add(series);
      } else if (name.group(2) != null) {
        Set<String> labels = Set.of(all.get(metric).replaceFirst("^[a-z]+ ", "").split(", "));
        LABEL.matcher(name.group(2)).results().map(label -> label.group(1)).forEach(label -> {
          if (!labels.contains(label) && !OF_SCRAPES.contains(label)) {
            unknown.add(series + "{" + label + "}");
          }
        });
      }
    }
    return unknown;
  }

  private static String histogram(Map<String, String> all, String series) {
    String metric = series.replaceFirst("_(bucket|count|sum)$", "");
    return all.getOrDefault(metric, "").matches("(histogram|summary).*") ? metric : series;
  }
}
