package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import talkspurt.boot.config.SettingsReader;
import talkspurt.doctor.ProbeCommand;
import talkspurt.fake.Eventually;

/** A node that calls itself, and one that is called from outside: the same node. */
class NodeProbeTest {

  private static final long PATIENCE_S = 60;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir
  private Path dir;

  private Guardian.Running node;

  @BeforeEach
  void start() throws Exception {
    Path file = dir.resolve("node.conf");
    Files.writeString(file, """
        talkspurt {
          calls.overload { loop-late = 0s, journal-late = 0s }
          warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0, data-dir = "%s/data"
          calls.ask-timeout = 20s
          probe {
            every = 10s, ask.keys = "1", expect = [wrong], ready = true, failures = 1
            greeting-timeout = 60s, answer-timeout = 60s
          }
          default-profile = desk
          profiles.desk {
            language = en, greeting { say = "Hello." }, apology = "Sorry.", recording.mode = on
            transcriber { kind = embedded }
            synthesizer { kind = embedded }
            responder {
              kind = scripted
              topics = [ { name = one, phrases = [hours], digits = "1", say = "From nine.", then = listen } ]
              not-understood = ["What?"], on-silence = ["Hello?"], on-unknown-digits = "No."
              on-transfer-failed = "Nobody."
            }
          }
        }
        """.formatted(dir));
    node = Guardian.start(SettingsReader.read(file, Map.of()))
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String target) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.api().getPort() + target))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private String probe(String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(new ProbeCommand(Map.of(), ProbeQuestion::spoken, ProbeQuestion::recorded));
    command.setOut(new PrintWriter(printed, true));
    command.setErr(new PrintWriter(printed, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "--engine";
    all[1] = "http://127.0.0.1:" + node.api().getPort();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int status = command.execute(all);
    return status + " " + printed.toString().strip();
  }

  @Test
  void callsAreAnsweredAndAreInNoFiguresAndNoCallLog() {
    CompletableFuture<String> right = CompletableFuture.supplyAsync(
        () -> probe("--keys", "1", "--expect", "ten,Nine", "--timeout", "60"));
    Eventually.holds(
        () -> assertThat(get("/ready").body().contains("wrong-words")).isTrue());
    assertThat(right.join()).matches("0 answered, greeting after \\d+ ms, answer after \\d+ ms");
    assertThat(get("/ready").body())
        .containsPattern(
            "[1-9] synthetic calls in a row were not answered, the last: wrong-words: the bot said"
                + " none of \\[wrong]");
    assertThat(get("/metrics").body())
        .containsPattern("talkspurt_probes_total\\{result=\"wrong-words\"} [1-9]")
        .containsPattern("talkspurt_probe_failures_in_a_row [1-9]")
        .contains("talkspurt_calls_total{profile=\"desk\",reason=\"caller-hung-up\"} 0.0")
        .contains("talkspurt_recordings_started_total 0.0")
        .contains("talkspurt_response_latency_seconds_count{part=\"whole\"} 0");
    assertThat(get("/api/calls").body()).contains("\"calls\":[]");
  }

  @Test
  void whatCannotBeAskedIsToldBeforeAnyCall() {
    assertThat(probe("--keys", "x")).startsWith("2 ").contains("keys is 'x'");
    assertThat(probe("--wav", dir + "/none.wav"))
        .startsWith("2 ")
        .contains("none.wav cannot be read");
    assertThat(probe("--profile", "nobody", "--keys", "1"))
        .startsWith("1 not-started: status 400, profile is 'nobody'");
  }
}
