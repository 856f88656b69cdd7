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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.SettingsReader;
import talkspurt.fake.DocumentedMetrics;
import talkspurt.fake.TestAuthority;

/** The metrics that their document names, and those of an engine that has just started: the same. */
class DocumentedFiguresTest {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  /** Labels that the type brings with it. */
  private static final Set<String> OF_TYPES = Set.of("le", "quantile");

  /** The JVM tells them once it has collected garbage. */
  private static final Set<String> AFTER_COLLECTION =
      Set.of("jvm_memory_pool_allocated_bytes_total");

  /** Facts of the machine, of the settings or of now. */
  private static final Pattern NOT_FROM_ZERO = Pattern.compile("(jvm|process)_.*"
      + "|talkspurt_(admission|build_info|database_connections|database_disk_free_bytes"
      + "|recording_disk_free_bytes|profile_info"
      + "|profiles_in_force_timestamp_seconds|tls_certificate_expiry_timestamp_seconds"
      + "|database_connection_wait_seconds|journal_write_seconds|media_loop_.*|call_log_lag_seconds"
      + "|recognizer_utterances_max)");

  private static Guardian.Running engine;
  private static List<String> samples;

  /** Types by the names of metrics. */
  private static final Map<String, String> TYPES = new TreeMap<>();

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    TestAuthority authority = TestAuthority.in(dir);
    TestAuthority.Issued keys = authority.localhost();
    Files.writeString(dir.resolve("tls.crt"), keys.certificates());
    Files.writeString(dir.resolve("tls.key"), keys.keyPem());
    Files.writeString(dir.resolve("tls.secret"), "whsec_" + "abcd".repeat(8));
    Path file = Files.writeString(
        dir.resolve("node.conf"), """
        talkspurt { data-dir = "%s", http.port = 0, audiosocket.port = 0, operations.port = 0, cluster.port = 0 }
        talkspurt.profiles.named {
          language = en-US
          greeting.say = "Hello."
          apology = "Sorry."
          transcriber { kind = vosk, url = "ws://127.0.0.1:1", fallback { kind = embedded } }
          responder { kind = webhook, url = "http://127.0.0.1:1/", price.per-minute = 0.01 }
          synthesizer { kind = piper, url = "http://127.0.0.1:1", fallback { kind = embedded } }
          agents.other { description = "Another.", responder { kind = webhook, url = "http://127.0.0.1:1/" } }
          guardrails.forbidden = [
            { name = free, words = [free], say = "It has its price." }
            { name = advice, ask = "Is it advice?", unanswered = say, say = "I give no advice." }
          ]
          guardrails.model { base-url = "http://127.0.0.1:1/v1", model = small }
          recording { mode = after-consent }, consent { by = word }
          tools.mcp.office { url = "http://127.0.0.1:1/mcp", allow = ["*"] }
          tools.http.bill { description = "The bill.", url = "http://127.0.0.1:1/", parameters.type = object }
          variants { a { weight = 1 }, b { weight = 1, greeting.say = "Hi." } }
        }
        talkspurt.profiles.bot {
          language = en-US
          bot { kind = media-stream, url = "ws://127.0.0.1:1" }
        }
        talkspurt.webhooks = [ { name = crm, url = "http://127.0.0.1:1/", secret-file = "%s/tls.secret" } ]
        talkspurt.outbound.trunks.carrier {}
        talkspurt.exchange.hosts.main { address = "127.0.0.1:1", user = desk, secret-file = "%s/tls.secret" }
        talkspurt.warm-up = off
        talkspurt.http.tls = true
        talkspurt.access.tls { certificate-file = "%s/tls.crt", key-file = "%s/tls.key" }
        akka.coordinated-shutdown.exit-jvm = off
        akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        akka.cluster.jmx.enabled = off
        """.formatted(dir.resolve("data"), dir, dir, dir, dir));
    engine = Guardian.start(SettingsReader.read(file, Map.of()))
        .toCompletableFuture()
        .get(2, TimeUnit.MINUTES);
    List<String> lines = HttpClient.newBuilder()
        .sslContext(authority.context())
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create("https://127.0.0.1:" + engine.api().getPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofLines())
        .body()
        .toList();
    samples = lines.stream().filter(line -> !line.startsWith("#")).toList();
    lines.stream()
        .map(TYPE::matcher)
        .filter(Matcher::matches)
        .forEach(type -> TYPES.put(type.group(1), type.group(2)));
  }

  @AfterAll
  static void stop() throws Exception {
    engine.system().terminate();
    engine.system().getWhenTerminated().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  /** Type and labels of a metric, as {@code counter profile, reason}. */
  @Test
  void allMetricsAreDocumentedAndAllThatAreDocumentedAreThereFromTheStart() throws IOException {
    Map<String, String> documented = DocumentedMetrics.all();
    documented
        .keySet()
        .removeIf(name -> AFTER_COLLECTION.contains(name) && !TYPES.containsKey(name));
    assertThat(there()).hasSizeGreaterThan(100).isEqualTo(documented);
  }

  @Test
  void allBeginAtZero() {
    assertThat(samples)
        .filteredOn(sample -> !NOT_FROM_ZERO.matcher(family(sample)).matches())
        .hasSizeGreaterThan(500)
        .allMatch(sample -> sample.matches(".* (0|0\\.0)"));
  }

  @Test
  void eachProviderAndToolOfAProfileCountsFromZero() {
    assertThat(samples)
        .contains(
            "talkspurt_provider_requests_total{port=\"agent\",provider=\"webhook\"} 0.0",
            "talkspurt_provider_retries_total{provider=\"piper\"} 0.0",
            "talkspurt_provider_quota_wait_seconds{provider=\"webhook\"} 0.0",
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
            "talkspurt_webhook_deliveries_total{outcome=\"given-up\",webhook=\"crm\"} 0.0",
            "talkspurt_webhook_oldest_seconds{webhook=\"crm\"} 0.0",
            "talkspurt_line_unreadable_total{why=\"before_id\"} 0.0",
            "talkspurt_line_unreadable_total{why=\"bad_start\"} 0.0");
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

  private static Map<String, String> there() {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String sample : samples) {
      Set<String> names = labels.computeIfAbsent(family(sample), first -> new TreeSet<>());
      LABEL.matcher(sample).results().map(label -> label.group(1)).forEach(names::add);
      names.removeAll(OF_TYPES);
    }
    Map<String, String> found = new TreeMap<>();
    labels.forEach((name, own) -> found.put(name, TYPES.get(name) + " " + String.join(", ", own)));
    return found;
  }

  /** The metric that a sample belongs to. */
  private static String family(String sample) {
    Matcher parts = SAMPLE.matcher(sample);
    assertThat(parts.matches()).as(sample).isTrue();
    String name = parts.group(1);
    return TYPES.containsKey(name) ? name : name.replaceAll("_(bucket|count|sum)$", "");
  }
}
