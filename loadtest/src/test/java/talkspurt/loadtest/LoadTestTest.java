package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import talkspurt.loadtest.AudioSocketMessage.Audio;
import talkspurt.loadtest.AudioSocketMessage.Digit;

/** Whole runs against a small engine in this process. */
class LoadTestTest {
  private record Run(int exit, String out, String err) {
    void reports(String... figures) {
      for (String figure : figures)
        assertTrue(out.contains(figure), figure + " is not in " + out + err);
    }
  }

  @Test
  void callersSpeakKeyAndAreHungUpOn(@TempDir Path recordings) throws IOException {
    try (FakeEngine engine = new FakeEngine(125)) {
      Run run = run(
          "--port", String.valueOf(engine.port()),
          "--calls", "6",
          "--seconds", "9",
          "--say", "say/ok.wav@0.5",
          "--dtmf", "1#@1.2",
          "--echo-db", "60",
          "--record", recordings.toString());
      run.reports(
          "\"calls_asked\":6",
          "\"calls_connected\":6",
          "\"calls_failed\":0",
          "\"ended_by\":{\"engine\":6}",
          "\"protocol_errors\":{}",
          "\"frames_received\":750",
          "\"onsets\":6,\"stopped\":6",
          "\"onsets\":6,\"stopped\":0");
      assertEquals(0, run.exit);
      assertEquals(1, run.out.lines().count());
      assertEquals(6, engine.calls.size());
      assertEquals(12, engine.digits.size());
      assertTrue(engine.digits.containsAll(List.of(new Digit('1'), new Digit('#'))));
      Sound heard = WavFile.read(recordings.resolve("6-heard.wav"));
      assertTrue(heard.samples().length >= 8_000);
      assertTrue(Sound.dbfs(WavFile.read(recordings.resolve("6-said.wav")).samples()) > -60);
    }
  }

  @Test
  void callersHangUpWhenTheirTimeIsOver() throws IOException {
    try (FakeEngine engine = new FakeEngine(1_000)) {
      Run run = run(
          "--port",
          String.valueOf(engine.port()),
          "--calls",
          "3",
          "--seconds",
          "1",
          "--rate",
          "16000");
      run.reports(
          "\"ended_by\":{\"caller\":3}",
          "\"frames_sent\":150",
          "\"rate_hz\":16000",
          "\"messages_not_taken\":0");
      assertEquals(0, run.exit);
    }
  }

  @Test
  void whatIsKeyedWithoutALineIsToldOf() throws IOException {
    try (FakeEngine engine = new FakeEngine(10)) {
      Run run = run(
          "--port", String.valueOf(engine.port()),
          "--seconds", "1",
          "--next", "http://127.0.0.1:" + freePort(),
          "--dtmf", "1@0.04",
          "--dtmf", "2@0.8");
      run.reports("\"lines_lost\":{\"engine\":1}", "\"ended_by\":{\"caller\":1}");
      assertTrue(
          run.out.matches("(?s).*\"keys_without_line\":\\{\"[0-9a-f-]{36}\":\"2\"}.*"), run.out);
    }
  }

  @Test
  void breachesOfTheProtocolAreCountedByName() throws IOException {
    try (FakeEngine engine = new FakeEngine(10, new Digit('1'), new Audio(8_000, new short[80]))) {
      Run run = run("--port", String.valueOf(engine.port()), "--calls", "2", "--seconds", "2");
      run.reports(
          "\"protocol_errors\":{\"audio_not_20_ms\":2,\"kind_0x03\":2}",
          "\"ended_by\":{\"engine\":2}");
      assertEquals(1, run.exit);
    }
  }

  @Test
  void callsThatFindNoEngineFailWithTheReason() throws IOException {
    Run run = run("--port", String.valueOf(freePort()), "--calls", "2", "--seconds", "1");
    run.reports(
        "\"calls_connected\":0",
        "\"calls_failed\":2",
        "\"failures\":{\"connect_refused\":2}",
        "\"p50\":null");
    assertEquals(1, run.exit);
  }

  @Test
  void theCallStartNamesTheAddressToCall() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (FakeEngine engine = new FakeEngine(10)) {
      HttpServer http = callStart(200, "127.0.0.1:" + engine.port() + "\n", asked);
      Run run = run(
          "--call-start",
          url(http),
          "--caller-id",
          "+1 2",
          "--dnid",
          "7",
          "--port",
          String.valueOf(freePort()));
      http.stop(0);
      run.reports("\"calls_connected\":1", "\"ended_by\":{\"engine\":1}");
      assertTrue(
          asked
              .get(0)
              .matches(
                  "text/plain /api/call-start\\?callerId=%2B1\\+2&uuid=[0-9a-f-]{36}&dnid=7&lext=100"),
          asked.get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, no room, call_start_status_503",
    "200, nonsense, call_start_address_refused",
    "200, 192.0.2.1:3000, call_start_address_refused"
  })
  void aCallThatIsNotStartedFails(int status, String body, String reason) throws IOException {
    HttpServer http = callStart(status, body, new CopyOnWriteArrayList<>());
    Run run = run("--call-start", url(http), "--calls", "2");
    http.stop(0);
    run.reports("\"failures\":{\"" + reason + "\":2}");
    assertTrue(run.err.startsWith("call ") && run.err.contains(reason), run.err);
    assertEquals(1, run.exit);
  }

  @Test
  void brokenConnectionsAreCountedAndTheEngineIsAskedAfterwards() throws IOException {
    try (FakeEngine engine = new FakeEngine(100)) {
      Run run = run("--fuzz", "13", "--port", String.valueOf(engine.port()), "--seed", "4");
      run.reports(
          "\"fuzz\":13,\"seed\":4",
          "\"slow_drip\":{",
          "\"reset\":{\"abandoned\":1}",
          "\"engine_answers_after\":true");
      assertEquals(0, run.exit);
    }
  }

  @Test
  void anEngineThatIsGoneDoesNotAnswer() throws IOException {
    Run run = run("--fuzz", "3", "--port", String.valueOf(freePort()));
    run.reports("\"outcomes\":{\"not_connected\":3}", "\"engine_answers_after\":false");
    assertEquals(1, run.exit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--host 192.0.2.1",
        "--host 0.0.0.0",
        "--call-start http://192.0.2.1:1650",
        "--fuzz 3 --host 192.0.2.1"
      })
  void otherMachinesAreLeftAlone(String arguments) {
    Run run = run(arguments.split(" "));
    assertEquals(2, run.exit);
    assertTrue(
        run.err.contains("is not this machine") && run.err.contains("--allow-remote"), run.err);
    assertEquals("", run.out);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --calls 0               | --calls: '0'             | 1 to 1000
      --calls 1001            | --calls: '1001'          | 1 to 1000
      --calls many            | --calls: 'many'          | 1 to 1000
      --seconds 3601          | --seconds: '3601'        | 1 to 3600
      --port 65536            | --port: '65536'          | 1 to 65535
      --ramp-ms -1            | --ramp-ms: '-1'          | 0 to 3600000
      --rate 11025            | --rate: '11025'          | 8000 12000 16000 24000 32000 44100 48000 96000 192000
      --say ok.wav            | --say: 'ok.wav'          | FILE.wav@SECOND
      --say say/ok.wav@10     | --say: 'say/ok.wav@10'   | before 10
      --say absent.wav@1      | --say: 'absent.wav@1'    | 16-bit mono wav
      --say pom.xml@1         | --say: 'pom.xml@1'       | 16-bit mono wav
      --dtmf 5                | --dtmf: '5'              | DIGITS@SECOND
      --dtmf x@1              | --dtmf: 'x@1'            | 0-9 * # A-D
      --dtmf 5@-1             | --dtmf: '5@-1'           | from 0
      --echo-db 81            | --echo-db: '81'          | 0.0 to 80.0
      --echo-db NaN           | --echo-db: 'NaN'         | 0.0 to 80.0
      --echo-delay-ms 5       | --echo-delay-ms: '5'     | 20 to 2000
      --call-start 127.0.0.1  | --call-start: '127.0.0.1'| http://127.0.0.1:1650
      --record pom.xml        | --record: 'pom.xml'      | a directory
      --host no.such.invalid  | --host: no.such.invalid  | is not a known host
      --fuzz 0                | --fuzz: '0'              | 1 to 100000
      --fuzz 1 --seed x       | --seed: 'x'              | whole number
      --what                  | Unknown option           | '--what'
      """)
  void aWrongOptionIsNamedWithItsValueAndWhatIsAllowed(
      String arguments, String named, String allowed) {
    Run run = run(arguments.split(" "));
    assertEquals(2, run.exit);
    assertEquals(1, run.err.lines().count(), run.err);
    assertTrue(run.err.contains(named) && run.err.contains(allowed), run.err);
    assertEquals("", run.out);
  }

  @Test
  void explainsItself() {
    Run help = run("--help");
    assertEquals(0, help.exit);
    for (CommandLine.Model.OptionSpec option :
        LoadTest.commandLine().getCommandSpec().options())
      assertTrue(help.out.contains(option.longestName()), option.longestName());
    assertFalse(run("--version").out.isBlank());
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = LoadTest.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }

  private static HttpServer callStart(int status, String body, List<String> asked)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", exchange -> {
      asked.add(exchange.getRequestHeaders().getFirst("Accept") + " " + exchange.getRequestURI());
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    http.start();
    return http;
  }

  private static String url(HttpServer http) {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }
}
