package talkspurt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes and members that documents and comments of settings name are there. */
class NamedClassesTest {

  /** Alone in backticks in a document: {@code EndOfTurn}, {@code boot.Main}, {@code Lines.last}. */
  private static final Pattern IN_PROSE =
      Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z][A-Za-z0-9]*)(?:\\.([A-Za-z]+)(?:\\(\\))?)?`");

  /** In a comment of settings: a name in CamelCase, or whatever name the reader is sent to. */
  private static final Pattern IN_SETTINGS =
      Pattern.compile("\\b(?:(?:see|by) (?:[a-z]+\\.)*|(?=[A-Z][a-z]+[A-Z][a-z]))([A-Z][a-z]\\w+)");

  private static final Pattern DECLARED = Pattern.compile(
      "^( *)(?!.*\\bprivate\\b).*?\\b(?:class|record|interface|enum) ([A-Z]\\w*)",
      Pattern.MULTILINE);

  private static final Set<String> OF_AKKA_AND_JAVA =
      Set.of("ActorTestKit", "EventSourcedBehavior", "JacksonMigration", "Unsafe");

  /** Applications, actions and functions of dialplans. */
  private static final Set<String> OF_ASTERISK = Set.of(
      "AudioSocket",
      "Dial",
      "Goto",
      "GotoIf",
      "GotoIfTime",
      "MixMonitor",
      "Originate",
      "TryExec",
      "TrySystem",
      "VoiceMail");

  /** What providers call their messages, methods and products. */
  private static final Set<String> OF_PROVIDERS = Set.of(
      "CloseStream",
      "DeepSeek",
      "ElevenLabs",
      "Finalize",
      "KeepAlive",
      "TwilioRealtimeTransportLayer",
      "UtteranceEnd");

  private static final Set<String> NO_CLASSES = Set.of(
      "Allow",
      "Asterisk",
      "Dockerfile",
      "MemoryDenyWriteExecute",
      "PgBouncer",
      "TimeoutStopSec",
      "WebSocket",
      "WebSockets");

  /** Still to come, or an example. */
  private static final Set<String> PLANNED = Set.of("CallEventMigration", "Exchange");

  private static final Map<String, String> SOURCES = sources();

  static Stream<Path> documents() throws IOException {
    return DocumentsTest.documents()
        .filter(file -> !file.endsWith("CHANGELOG.md") && !file.startsWith("src/docs/decisions"));
  }

  static Stream<Path> settings() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("src/main/resources", "conf")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.toString().matches(".*\\.(conf|cfg|yaml|service)"))
            .forEach(found::add);
      }
    }
    return found.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentNamesWhatIsThere(Path document) throws IOException {
    assertThat(missing(IN_PROSE, Files.readString(document))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void commentsOfSettingsNameWhatIsThere(Path file) throws IOException {
    StringBuilder comments = new StringBuilder();
    Files.readAllLines(file).stream()
        .filter(line -> line.contains("#") || line.strip().startsWith(";"))
        .forEach(line -> comments.append(line.replaceFirst("^[^#;]*[#;]", "")).append('\n'));
    assertThat(missing(IN_SETTINGS, comments.toString())).isEmpty();
  }

  private static List<String> missing(Pattern pattern, String text) {
    List<String> missing = new ArrayList<>();
    Matcher named = pattern.matcher(text);
    while (named.find()) {
      String type = named.group(1);
      String member = named.groupCount() < 2 || named.group(2) == null ? "" : named.group(2);
      if (!foreign(type) && !isThere(type, member)) {
        missing.add(named.group());
      }
    }
    return missing;
  }

  private static boolean foreign(String type) {
    return Stream.of(OF_AKKA_AND_JAVA, OF_ASTERISK, OF_PROVIDERS, NO_CLASSES, PLANNED)
        .anyMatch(names -> names.contains(type));
  }

  private static boolean isThere(String type, String member) {
    String source = SOURCES.get(type);
    return source != null
        && Pattern.compile("\\b" + member + "\\b").matcher(source).find();
  }

  /** Sources by the types they show: of tests the outermost alone. */
  private static Map<String, String> sources() {
    Map<String, String> all = new HashMap<>();
    for (String root : List.of("src/main", "src/test", "src/jmh", "loadtest/src")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          Matcher declared = DECLARED.matcher(source);
          while (declared.find()) {
            if (declared.group(1).isEmpty() || root.equals("src/main")) {
              all.put(declared.group(2), source);
            }
          }
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return all;
  }
}
