package talkspurt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents point to what is there, within the project. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** A file of the project that is named in code, such as {@code conf/haproxy.cfg}. */
  private static final Pattern FILE = Pattern.compile(
      "(?<![\\w./-])((?:conf|src/main|src/test|src/system-test|src/docs|src/train|persistence-sql)/[\\w./-]+\\w)");

  static Stream<Path> documents() throws IOException {
    List<Path> found =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("loadtest/README.md")));
    for (String folder : List.of("src/docs", "src/train", ".github", "conf")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
      }
    }
    return found.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadToFilesAndHeadings(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(prose(document));
    while (link.find()) {
      String target = link.group(1);
      if (!target.matches("[a-z]+:.*") && !leads(document, target)) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void filesThatAreNamedExist(Path document) throws IOException {
    List<String> missing = new ArrayList<>();
    Matcher file = FILE.matcher(Files.readString(document));
    while (file.find()) {
      if (!Files.exists(Path.of(file.group(1)))) {
        missing.add(file.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nothingOutsideTheProjectIsNamed(Path document) throws IOException {
    assertThat(Files.readString(document).lines())
        .noneMatch(line -> line.contains("../shared") || line.contains("/work/"));
  }

  @Test
  void theStreamIsDrawnAlikeWhereItIsMadeAndWhereItIsExplained() throws IOException {
    List<String> drawn = picture("src/main/java/talkspurt/media/pipeline/VoicePipeline.java");
    assertThat(drawn).hasSizeGreaterThan(5);
    assertThat(picture("src/docs/architecture.md")).isEqualTo(drawn);
  }

  /** The lines of a file from {@code line ─┬─▶} on, without what stands before them. */
  private static List<String> picture(String file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file));
    int first = 0;
    while (!lines.get(first).contains("line ─┬─▶")) {
      first++;
    }
    int margin = lines.get(first).indexOf("line");
    return lines.stream()
        .skip(first)
        .takeWhile(line -> line.length() > margin && !line.contains("</pre>"))
        .map(line -> line.substring(margin))
        .toList();
  }

  /** Without blocks of code. */
  private static String prose(Path document) throws IOException {
    return Files.readString(document)
        .lines()
        .filter(line -> !line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  private static boolean leads(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty()
        ? document
        : document.toAbsolutePath().getParent().resolve(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** As forges make them of headings. */
  private static List<String> anchors(Path file) throws IOException {
    return HEADING
        .matcher(Files.readString(file))
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
