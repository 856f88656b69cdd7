package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each key of reference.conf is explained, and read; files of languages have tests of their own. */
class ReferenceConfTest {

  private static final Path SOURCES = Path.of("src/main/java/talkspurt");
  private static final List<String> FILES =
      List.of("reference.conf", "embedded.conf", "synthesizers.conf");

  @TestFactory
  Stream<DynamicTest> eachKeyIsExplained() {
    return FILES.stream().flatMap(file -> {
      Config settings = ours(file);
      return settings.entrySet().stream()
          .map(entry -> DynamicTest.dynamicTest(
              file + ": " + entry.getKey(),
              () -> assertThat(explained(entry.getKey(), settings))
                  .as("a comment at it or at its block")
                  .isTrue()));
    });
  }

  @TestFactory
  Stream<DynamicTest> eachKeyIsRead() {
    String sources = sources();
    return FILES.stream()
        .flatMap(file -> ours(file).entrySet().stream().map(Map.Entry::getKey))
        .filter(key -> !key.contains("-dispatcher") && !key.contains("turn-presets"))
        .filter(key ->
            !key.matches(".*\\.(backchannels|commands|complete|unfinished|say|goodbye)\\..*"))
        .filter(key -> !key.startsWith("talkspurt.collect.words."))
        .filter(key -> !key.matches(".*\\.dictation\\.[a-z]+\\.[a-z]{2}"))
        .map(key -> DynamicTest.dynamicTest(
            key, () -> assertThat(read(key, sources)).as("is read").isTrue()));
  }

  /** By our code, or by Akka's settings. */
  private static boolean read(String key, String sources) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return sources.contains("\"" + last + "\"") || sources.contains("${" + key + "}");
  }

  private static boolean explained(String key, Config config) {
    for (String path = key; path.contains("."); path = path.substring(0, path.lastIndexOf('.'))) {
      if (!config.getValue(path).origin().comments().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static Config ours(String file) {
    return ConfigFactory.parseResources(file, ConfigParseOptions.defaults().setAllowMissing(false))
        .withOnlyPath("talkspurt")
        .withoutPath("talkspurt.profiles")
        .withoutPath("talkspurt.languages");
  }

  private static String sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      StringBuilder all =
          new StringBuilder(Files.readString(Path.of("src/main/resources/application.conf")));
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
