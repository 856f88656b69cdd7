package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SupportCommandTest {

  private static final String CALL = "a1b2c3d4-0000-4000-8000-00000000000f";
  private static final String FOLDER = "talkspurt-support/";

  private final Map<String, String> answers = new HashMap<>();
  private final StringWriter printed = new StringWriter();
  private HttpServer web;

  @TempDir
  private Path dir;

  @BeforeEach
  void serve() throws IOException {
    answers.put("/health", "{\"status\":\"up\"}");
    answers.put("/ready", "{\"status\":\"ready\"}");
    answers.put("/metrics", "talkspurt_lines_open 3.0\n");
    answers.put("/api/cluster", "{\"self\":\"n\"}");
    answers.put("/api/support", """
        {"at":"2026-12-01T10:00:00Z","engine":{"version":"0.1.0"},"jvm":{"java.version":"17"},
         "settings":{"talkspurt.bind":"127.0.0.1","talkspurt.x.greeting":"One.\\nTwo."},
         "threads":["\\"main\\" WAITING\\n    at a.B.c"],"log":["one","two"]}""");
    answers.put("/api/calls/" + CALL, """
        {"callId":"%s","state":"ended","endReason":"completed","transferredTo":"queue,4930555,1",
         "plan":{"callerId":"491701234567","dnid":"4930555","channel":"PJSIP/4917-1","profile":"sales",
                 "variables":{"customer":"Quendel","debt":17}},
         "transcript":[{"speaker":"caller","at":"2026-12-01T10:00:00Z","words":"my code is 4711"}],
         "timeline":[{"at":"t","type":"digits-collected","turn":1,"digits":"4711"},
                     {"at":"t","type":"tool-requested","turn":1,"name":"pay","arguments":{"card":4711}},
                     {"at":"t","type":"reply-failed","kind":"too-slow","detail":"no answer in time"},
                     {"at":"t","type":"from-a-later-version","news":"Quendel called"}],
         "outcome":{"state":"told","disposition":"sold","summary":"Quendel buys","reason":"Quendel likes it"},
         "cost":{"currency":"USD","amount":0.12}}""".formatted(CALL));
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    web.createContext("/", exchange -> {
      String path = exchange.getRequestURI().getPath();
      boolean may = !path.startsWith("/api/")
          || "Bearer t-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(may ? answers.containsKey(path) ? 200 : 404 : 401, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  private int run(String token, String... arguments) {
    CommandLine command = new CommandLine(new SupportCommand(
        Map.of("TALKSPURT_TOKEN", token),
        InstantSource.fixed(Instant.parse("2026-12-01T10:00:00Z"))));
    command.setOut(new PrintWriter(printed));
    command.setErr(new PrintWriter(printed));
    return command.execute(arguments);
  }

  private String engine() {
    return "http://127.0.0.1:" + web.getAddress().getPort();
  }

  private static Map<String, String> entries(Path file) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(
            entry.getName().replace(FOLDER, ""),
            new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  @Test
  void gathersAllInOneFileOfItsOwner() throws IOException {
    Path file = dir.resolve("s.zip");
    assertThat(run("t-1", "--engine", engine(), "--out", file.toString(), CALL)).isZero();
    Map<String, String> all = entries(file);
    assertThat(all)
        .containsOnlyKeys(
            "call.json",
            "cluster.json",
            "contents.txt",
            "health.json",
            "log.txt",
            "metrics.txt",
            "ready.json",
            "settings.txt",
            "threads.txt",
            "versions.txt")
        .containsEntry("log.txt", "one\ntwo\n")
        .containsEntry("threads.txt", "\"main\" WAITING\n    at a.B.c\n")
        .containsEntry(
            "settings.txt", "talkspurt.bind = 127.0.0.1\ntalkspurt.x.greeting = One.\\nTwo.\n")
        .containsEntry(
            "versions.txt", "at = 2026-12-01T10:00:00Z\nversion = 0.1.0\njava.version = 17\n")
        .containsEntry("metrics.txt", "talkspurt_lines_open 3.0\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(printed.toString()).contains("ok    written: " + file);
  }

  @Test
  void aCallIsWithoutWhatItsPeopleSaidAndAreCalledBy() throws IOException {
    Path file = dir.resolve("s.zip");
    run("t-1", "--engine", engine(), "--out", file.toString(), CALL);
    String call = entries(file).get("call.json");
    assertThat(call)
        .doesNotContain("4711", "491701234567", "4930555", "PJSIP", "Quendel", "17}", "card");
    JsonNode told = new JsonMapper().readTree(call);
    assertThat(told.path("callId").asText()).isEqualTo(CALL);
    assertThat(told.at("/plan/profile").asText()).isEqualTo("sales");
    assertThat(told.at("/plan/callerId").asText()).isEqualTo("*** (12 characters)");
    assertThat(told.at("/plan/variables").asText()).isEqualTo("***");
    assertThat(told.at("/transcript/0/speaker").asText()).isEqualTo("caller");
    assertThat(told.at("/timeline/1/name").asText()).isEqualTo("pay");
    assertThat(told.at("/timeline/2/detail").asText()).isEqualTo("no answer in time");
    assertThat(told.at("/outcome/disposition").asText()).isEqualTo("sold");
    assertThat(told.at("/cost/amount").asDouble()).isEqualTo(0.12);
  }

  @Test
  void whatCannotBeHadIsToldAndTheRestIsThere() throws IOException {
    Path file = dir.resolve("s.zip");
    assertThat(run("wrong", "--engine", engine(), "--out", file.toString())).isEqualTo(1);
    assertThat(entries(file))
        .containsOnlyKeys("contents.txt", "health.json", "metrics.txt", "ready.json");
    assertThat(printed.toString())
        .contains(
            "fail  /api/support: not in the bundle: status 401. Remedy: set TALKSPURT_TOKEN to a token of the"
                + " API with role admin");
    assertThat(entries(file).get("contents.txt")).contains("fail  /api/cluster");
  }

  @Test
  void anEngineThatIsAwayIsTold() {
    String away = engine();
    web.stop(0);
    Path file = dir.resolve("s.zip");
    assertThat(run("t-1", "--engine", away, "--out", file.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("fail  /health: not in the bundle: connection refused");
  }

  @Test
  void misuseIsTold() throws IOException {
    Path there = Files.writeString(dir.resolve("there.zip"), "kept");
    assertThat(run("t-1", "--engine", engine(), "--out", there.toString())).isEqualTo(2);
    assertThat(there).hasContent("kept");
    assertThat(printed.toString()).contains("there.zip is there already; allowed: a new file");
    assertThat(run("t-1", "--engine", engine(), "--out", dir + "/none/s.zip")).isEqualTo(2);
    assertThat(printed.toString()).contains("cannot be written (NoSuchFileException)");
    assertThat(run("t-1", "--engine", engine(), "--out", dir + "/s.zip", "x/../y"))
        .isEqualTo(2);
    assertThat(printed.toString()).contains("CALL is 'x/../y'; allowed: the UUID of a call");
    assertThat(run("t-1", "--engine", "ftp://x", "--out", dir + "/s.zip")).isEqualTo(2);
  }
}
