package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.SettingsReader;
import talkspurt.fake.TestAuthority;

/** The figures that the documentation names, and those of an engine that has just started. */
class DocumentedFiguresTest {

  private static final Pattern NAME = Pattern.compile("`(talkspurt_[a-z_]+)");
  private static final Path DOCS = Path.of("src/docs/http-api.md");

  private static final Path METRICS = Path.of("src/main/java/talkspurt/telemetry/Metrics.java");

  private static Guardian.Running engine;
  private static List<String> samples;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    TestAuthority authority = TestAuthority.in(dir);
    TestAuthority.Issued keys = authority.localhost();
    Files.writeString(dir.resolve("tls.crt"), keys.certificates());
    Files.writeString(dir.resolve("tls.key"), keys.keyPem());
    Path file =
        Files.writeString(dir.resolve("node.conf"), """
        talkspurt { data-dir = "%s", http.port = 0, audiosocket.port = 0, operations.port = 0, cluster.port = 0 }
        talkspurt.profiles.named {
          language = en-US
          greeting.say = "Hello."
          apology = "Sorry."
          transcriber { kind = vosk, url = "ws://127.0.0.1:1", fallback { kind = embedded } }
          responder { kind = webhook, url = "http://127.0.0.1:1/", price.per-minute = 0.01 }
          synthesizer { kind = piper, url = "http://127.0.0.1:1", fallback { kind = embedded } }
          agents.other { description = "Another.", responder { kind = webhook, url = "http://127.0.0.1:1/" } }
          guardrails.forbidden = [ { name = free, words = [free], say = "It has its price." } ]
          tools.http.bill { description = "The bill.", url = "http://127.0.0.1:1/", parameters.type = object }
          variants { a { weight = 1 }, b { weight = 1, greeting.say = "Hi." } }
        }
        talkspurt.profiles.bot {
          language = en-US
          bot { kind = media-stream, url = "ws://127.0.0.1:1" }
        }
        talkspurt.warm-up = off
        talkspurt.http.tls = true
        talkspurt.access.tls { certificate-file = "%s/tls.crt", key-file = "%s/tls.key" }
        akka.coordinated-shutdown.exit-jvm = off
        akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        akka.cluster.jmx.enabled = off
        """.formatted(dir.resolve("data"), dir, dir));
    engine = Guardian.start(SettingsReader.read(file, Map.of()))
        .toCompletableFuture()
        .get(2, TimeUnit.MINUTES);
    samples = HttpClient.newBuilder()
        .sslContext(authority.context())
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create("https://127.0.0.1:" + engine.api().getPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("talkspurt_"))
        .toList();
  }

  @AfterAll
  static void stop() throws Exception {
    engine.system().terminate();
    engine.system().getWhenTerminated().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  @Test
  void whatIsDocumentedIsThereFromTheStart() throws IOException {
    Set<String> documented = documented();
    assertThat(documented).hasSizeGreaterThan(50);
    assertThat(there()).containsAll(documented);
  }

  @Test
  void eachProviderAndToolOfAProfileCountsFromZero() {
    assertThat(samples)
        .contains(
            "talkspurt_provider_failures_total{kind=\"UNREACHABLE\",provider=\"vosk\"} 0.0",
            "talkspurt_provider_failures_total{kind=\"TOO_SLOW\",provider=\"embedded\"} 0.0",
            "talkspurt_transcriber_first_words_seconds_count{provider=\"vosk\"} 0",
            "talkspurt_responder_first_words_seconds_count{provider=\"webhook\"} 0",
            "talkspurt_synthesizer_first_sound_seconds_count{provider=\"piper\"} 0",
            "talkspurt_tool_seconds_count{outcome=\"returned\",tool=\"bill\"} 0",
            "talkspurt_bot_reconnects_total{provider=\"media-stream\"} 0.0",
            "talkspurt_bot_unreadable_total{why=\"bad_payload\"} 0.0",
            "talkspurt_cost_total{profile=\"named\",provider=\"webhook\"} 0.0",
            "talkspurt_variant_calls_total{profile=\"named\",reason=\"completed\",variant=\"b\"} 0.0",
            "talkspurt_day_budget_used_ratio{profile=\"*\"} 0.0",
            "talkspurt_line_unreadable_total{why=\"before_id\"} 0.0",
            "talkspurt_line_unreadable_total{why=\"bad_start\"} 0.0");
  }

  @Test
  void eachFigureOfTheCodeIsDocumented() throws IOException {
    Set<String> documented = documented();
    Matcher name = Pattern.compile("\"(talkspurt_[a-z_]+)\"").matcher(Files.readString(METRICS));
    Set<String> undocumented = new TreeSet<>();
    while (name.find()) {
      if (!documented.contains(name.group(1)) && !documented.contains(name.group(1) + "_total")) {
        undocumented.add(name.group(1));
      }
    }
    assertThat(undocumented).isEmpty();
  }

  private static Set<String> there() {
    return samples.stream()
        .map(line -> line.replaceAll("[{ ].*", "").replaceAll("_(bucket|count|sum)$", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void eachProfileCountsItsCallsByEachReasonFromZero() {
    for (String reason : List.of("completed", "caller-hung-up", "no-audio", "line-lost")) {
      assertThat(samples)
          .contains(
              "talkspurt_calls_total{profile=\"receptionist\",reason=\"" + reason + "\"} 0.0");
    }
    assertThat(samples)
        .contains("talkspurt_call_duration_seconds_count{profile=\"receptionist\"} 0")
        .contains("talkspurt_calls_active{state=\"listening\"} 0.0");
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("| `talkspurt_")) {
        Matcher name = NAME.matcher(line);
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    return names;
  }
}
