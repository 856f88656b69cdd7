package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineCheckTest {

  /** Says nothing. */
  private static final byte[] SILENT = {};

  private static final String FAULT = """
      {"fault":"loop","line":"l","at":"2026-11-20T10:00:00Z","detail":"its own sound comes back",
       "what":"the line brings back what is sent","cause":"c","remedy":"dial the telephone"%s}""";

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, Integer> statuses = new HashMap<>();
  private HttpServer web;

  @BeforeEach
  void serve() throws IOException {
    answers.put("/health", "{\"status\":\"up\",\"version\":\"0.1.0\"}");
    answers.put("/ready", "{\"status\":\"ready\",\"checks\":[]}");
    answers.put("/api/calls", "{\"calls\":[]}");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    web.createContext("/", exchange -> {
      String path = exchange.getRequestURI().getPath();
      byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      boolean refused = path.startsWith("/ari")
          && !("Basic "
                  + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8)))
              .equals(authorization);
      exchange.sendResponseHeaders(
          refused ? 401 : statuses.getOrDefault(path, answers.containsKey(path) ? 200 : 404),
          body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  @Test
  void anEngineThatIsWellIsToldSo() throws Exception {
    assertThat(lines()).hasSize(4).allMatch(line -> line.startsWith("ok "));
  }

  @Test
  void aFaultOfALiveLineFailsOneThatIsOverIsAHint() throws Exception {
    answers.put("/api/calls", """
        {"calls":[{"callId":"a","state":"listening"},{"callId":"b","state":"ended"},
                  {"callId":"c","state":"speaking"},{"callId":"d","state":"speaking"}]}""");
    String over = ",\"clearedAt\":\"2026-11-20T10:00:05Z\"";
    answers.put("/api/calls/a", "{\"faults\":[" + FAULT.formatted("") + "]}");
    answers.put("/api/calls/b", "{\"faults\":[" + FAULT.formatted("") + "]}");
    answers.put("/api/calls/c", "{\"faults\":[" + FAULT.formatted(over) + "]}");
    answers.put("/api/calls/d", "{\"faults\":[]}");
    List<String> lines = lines();
    assertThat(lines)
        .contains("fail  call a: loop: the line brings back what is sent (its own sound comes"
            + " back). Remedy: dial the telephone")
        .anyMatch(line -> line.startsWith("warn  past call b: loop"))
        .anyMatch(line -> line.startsWith("warn  call c: loop") && line.contains("and is over"));
    assertThat(lines).filteredOn(line -> line.contains("call d")).isEmpty();
  }

  @Test
  void anEngineThatIsNotReadyFails() throws Exception {
    statuses.put("/ready", 503);
    answers.put("/ready", "{\"status\":\"not-ready\",\"checks\":[{\"name\":\"database\"}]}");
    assertThat(lines())
        .anyMatch(line -> line.startsWith("fail  ready") && line.contains("database"));
  }

  @Test
  void somethingElseAtThePortFails() throws Exception {
    answers.clear();
    assertThat(lines()).anyMatch(line -> line.startsWith("fail  engine") && line.contains("404"));
  }

  @Test
  void anAudioPortThatClosesOrTalksNonsenseFails() throws Exception {
    assertThat(lines(new byte[] {'S', 'S', 'H'}))
        .anyMatch(line -> line.startsWith("fail  AudioSocket") && line.contains("something else"));
  }

  @Test
  void anAudioPortBehindTlsIsKnownByItsAlert() throws Exception {
    assertThat(lines(SILENT, new byte[] {21, 3, 3, 0, 2, 2, 10}))
        .anyMatch(line -> line.startsWith("ok    AudioSocket") && line.contains("over TLS"));
  }

  @Test
  void anAudioPortThatClosesAtOnceFails() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread accepts = new Thread(() -> {
        try {
          closing.accept().close();
        } catch (IOException over) {
          // the test is over
        }
      });
      accepts.start();
      assertThat(lines(closing))
          .anyMatch(line -> line.startsWith("fail  AudioSocket")
              && line.contains("closes at once")
              && line.contains("line-networks"));
      accepts.join();
    }
  }

  @Test
  void anApiThatAsksForATokenIsToldOne() throws Exception {
    statuses.put("/api/calls", 401);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("warn  lines") && line.contains("TALKSPURT_TOKEN"));
  }

  @Test
  void ariAloneTellsVersionAndModules() throws Exception {
    answers.put("/ari/asterisk/info", "{\"system\":{\"version\":\"22.10.1\"}}");
    answers.put("/ari/asterisk/modules", """
        [{"name":"chan_websocket.so","status":"Running"},
         {"name":"res_http_websocket.so","status":"Running"},
         {"name":"res_timing_timerfd.so","status":"Not Running"}]""");
    List<String> alone = ari("p", true);
    assertThat(alone)
        .contains("ok    Asterisk: version 22.10.1", "ok    chan_websocket: loaded")
        .anyMatch(line -> line.startsWith("fail  timing"));
    assertThat(ari("p", false)).hasSize(1).allMatch(line -> line.startsWith("ok "));
    assertThat(ari("wrong-one", true))
        .hasSize(1)
        .allMatch(line -> line.startsWith("fail  ARI") && !line.contains("wrong-one"));
  }

  private List<String> ari(String password, boolean alone) throws Exception {
    return new AriCheck(WebClient.at(url() + "/ari", "u", password), alone)
        .run().stream().map(Finding::line).toList();
  }

  private List<String> lines() throws Exception {
    return lines(SILENT);
  }

  /** Of an engine whose audio port says this, and closes when it was told to hang up. */
  private List<String> lines(byte[] said) throws Exception {
    return lines(said, new byte[0]);
  }

  /** The same that says something before it closes. */
  private List<String> lines(byte[] said, byte[] last) throws Exception {
    try (ServerSocket audio = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread serves = new Thread(() -> {
        try (Socket peer = audio.accept()) {
          peer.getOutputStream().write(said);
          peer.getInputStream().readNBytes(3);
          peer.getOutputStream().write(last);
        } catch (IOException over) {
          // the test is over
        }
      });
      serves.start();
      List<String> lines = lines(audio);
      serves.join();
      return lines;
    }
  }

  private List<String> lines(ServerSocket audio) throws InterruptedException {
    InetSocketAddress address =
        InetSocketAddress.createUnresolved("127.0.0.1", audio.getLocalPort());
    return new EngineCheck(WebClient.at(url()), address)
        .run().stream().map(Finding::line).toList();
  }

  private String url() {
    return "http://127.0.0.1:" + web.getAddress().getPort();
  }
}
