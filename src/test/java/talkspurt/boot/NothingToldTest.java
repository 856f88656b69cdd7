package talkspurt.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.SettingsReader;
import talkspurt.fake.AllLogged;
import talkspurt.fake.Eventually;
import talkspurt.fake.Sounds;
import talkspurt.fake.StandIn;
import talkspurt.fake.TraceSink;

/**
 * A call in which all that can fail does, with providers that send back whatever they were sent: log, threads,
 * problems and figures tell no secret, no number, and no word of the caller's or the bot's.
 */
class NothingToldTest {

  private static final long PATIENCE_S = 90;
  private static final int FRAME_BYTES = 320;

  private static final String API_TOKEN = "markapitoken-0123456789";
  private static final String LINE_SECRET = "marklinesecret-0123456789";
  private static final String KEY = "markproviderkey-0123456789";
  private static final List<String> SECRETS = List.of(API_TOKEN, LINE_SECRET, KEY);

  private static final String CALLER = "4915790123456";
  private static final String CALLED = "4930779988";
  private static final String CUSTOMER = "Zacharias Quendel";
  private static final String SAID = "xylophon";
  private static final String ANSWER = "marzipan";
  private static final String GIVEN = "quetzal";
  private static final String KEYS = "73915";
  private static final List<String> WORDS =
      List.of(CALLER, CALLED, "Zacharias", "Quendel", SAID, ANSWER, GIVEN, KEYS);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> told = new ArrayList<>();
  private final List<String> threads = new ArrayList<>();
  private final AtomicInteger chats = new AtomicInteger();
  private final UUID call = UUID.randomUUID();

  @TempDir
  private Path dir;

  private Guardian.Running node;

  @Test
  void noSecretNumberOrWordLeavesACallByItsLog() throws Exception {
    try (AllLogged log = new AllLogged();
        StandIn providers = new StandIn(this::provide);
        TraceSink traces = new TraceSink()) {
      start(providers, traces);
      callThatFails();
      ask("GET", "/api/calls/" + call + "/next?format=text", "");
      problems();
      String metrics = ask("GET", "/metrics", "").body();
      String support = ask("GET", "/api/support", "").body();
      noteThreads();
      ask("DELETE", "/api/calls/" + call, "");
      stop();
      assertThat(providers.asked()).extracting(StandIn.Asked::path).contains("/tool");
      assertThat(log.lines()).as("what is logged at all").anyMatch(line -> line.contains("http"));
      assertNone("the log", log.lines());
      assertNone("a problem", told);
      assertNone("the name of a thread", threads);
      assertNone("the figures", List.of(metrics));
      assertThat(traces.spans())
          .extracting(TraceSink.Told::name)
          .contains("call", "turn", "end of turn", "playout", "chat m", "execute_tool look_up");
      assertThat(traces.spans())
          .allMatch(span -> span.traceId().equals(call.toString().replace("-", "")));
      assertNone("a span", traces.spans().stream().map(TraceSink.Told::toString).toList());
      assertThat(support).contains("\"threads\"", "talkspurt.http.port", "call started");
      assertThat(SECRETS).noneMatch(support::contains);
      assertThat(List.of(CALLER, SAID, ANSWER, GIVEN, KEYS)).noneMatch(support::contains);
    }
  }

  private static void assertNone(String where, List<String> lines) {
    assertThat(lines).as(where).isNotEmpty();
    for (String mark : SECRETS) {
      assertThat(lines).as(where).noneMatch(line -> line.contains(mark));
    }
    for (String mark : WORDS) {
      assertThat(lines).as(where).noneMatch(line -> line.contains(mark));
    }
  }

  // ---- who fails

  /** Each sends back what it was sent, secrets and all, as servers in trouble do. */
  private void provide(StandIn.Asked asked, StandIn.Wire wire) throws IOException {
    String echo = asked.method() + " " + asked.path() + " " + asked.headers() + " " + asked.body();
    if (asked.path().startsWith("/stt")) {
      wire.whole(200, "application/json", "{\"text\":\"" + SAID + "\"}");
    } else if (asked.path().startsWith("/chat")) {
      chat(chats.incrementAndGet(), echo, wire);
    } else if (asked.path().startsWith("/tool")) {
      wire.whole(400, "text/plain", echo);
    } else {
      wire.whole(401, "application/json", "{\"error\":{\"message\":\"wrong key " + echo + "\"}}");
    }
  }

  private static void chat(int number, String echo, StandIn.Wire wire) throws IOException {
    if (number == 1) {
      wire.chunked("text/event-stream");
      wire.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + ANSWER + ". \"}}]}\n\n");
      wire.chunk(
          "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
              + "{\"name\":\"look_up\",\"arguments\":\"{\\\"day\\\":\\\"" + GIVEN
              + "\\\",\\\"customer\\\":\\\"" + GIVEN + "\\\"}\"}}]}}]}\n\n");
      wire.chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n");
      wire.chunk("data: [DONE]\n\n");
      wire.lastChunk();
    } else if (number % 2 == 0) {
      wire.whole(400, "application/json", "{\"error\":{\"message\":\"" + echo + "\"}}");
    } else {
      wire.chunked("text/event-stream");
      wire.chunk("data: {\"choices\":" + SAID + echo + "\n\n");
      wire.breakOff();
    }
  }

  // ---- the call

  private void callThatFails() throws Exception {
    String start = "/api/call-start?format=text&callerId=" + CALLER + "&dnid=" + CALLED + "&lext="
        + CALLED + "&channel=PJSIP/" + CALLER + "&var.customer="
        + URLEncoder.encode(CUSTOMER, UTF_8)
        + "&uuid=" + call;
    Eventually.holds(
        () -> assertThat(status(start)).as("a cold node may be slow").isEqualTo(200));
    try (Socket line = new Socket(node.audio().getAddress(), node.audio().getPort())) {
      line.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
      line.getOutputStream().write(message(0x01, bytes(call)));
      DataInputStream played = new DataInputStream(line.getInputStream());
      Queue<byte[]> toSay = new ArrayDeque<>();
      speakUntil(line, played, toSay, "\"state\":\"listening\"", 1);
      toSay.addAll(frames(Sounds.speech("hours", 8000).samples()));
      speakUntil(line, played, toSay, "\"type\":\"tool-failed\"", 1);
      speakUntil(line, played, toSay, "\"type\":\"reply-failed\"", 1);
      speakUntil(line, played, toSay, "\"type\":\"voice-failed\"", 1);
      noteThreads();
      speakUntil(line, played, toSay, "\"state\":\"listening\"", 1);
      for (char key : KEYS.toCharArray()) {
        line.getOutputStream().write(message(0x03, new byte[] {(byte) key}));
      }
      speakUntil(line, played, toSay, "\"type\":\"digits-collected\"", 1);
      int failed = times(ask("GET", "/api/calls/" + call, "").body(), "\"type\":\"reply-failed\"");
      speakUntil(line, played, toSay, "\"type\":\"reply-failed\"", failed + 1);
    }
    String story = ask("GET", "/api/calls/" + call, "").body();
    assertThat(story).contains(SAID, KEYS, CALLER);
    for (String secret : SECRETS) {
      assertThat(story).doesNotContain(secret);
    }
  }

  /** A frame goes for each that comes: what is to be said, then silence. */
  private void speakUntil(
      Socket line, DataInputStream played, Queue<byte[]> toSay, String wanted, int times)
      throws Exception {
    for (int frame = 0; ; frame++) {
      if (frame % 25 == 0 && times(ask("GET", "/api/calls/" + call, "").body(), wanted) >= times) {
        return;
      }
      assertThat(played.readUnsignedByte()).as("sound, before " + wanted).isEqualTo(0x10);
      played.readFully(new byte[played.readUnsignedShort()]);
      byte[] said = toSay.isEmpty() ? new byte[FRAME_BYTES] : toSay.remove();
      line.getOutputStream().write(message(0x10, said));
    }
  }

  private static int times(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  private static List<byte[]> frames(short[] samples) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < samples.length; at += FRAME_BYTES / 2) {
      ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      frame.asShortBuffer().put(samples, at, Math.min(FRAME_BYTES / 2, samples.length - at));
      frames.add(frame.array());
    }
    return frames;
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] message(int kind, byte[] payload) {
    return ByteBuffer.allocate(3 + payload.length)
        .put((byte) kind)
        .putShort((short) payload.length)
        .put(payload)
        .array();
  }

  // ---- problems

  /** Requests that are wrong, with marks where values go. */
  private void problems() throws Exception {
    for (String target : List.of(
        "/api/call-start?callerId=" + CALLER + "%00&uuid=" + UUID.randomUUID(),
        "/api/call-start?callerId=" + CALLER + "&callerId=" + CALLER,
        "/api/call-start?callerId=" + CALLER + "&var.customer=" + SAID + "%01",
        "/api/call-start?callerId=" + CALLER + "&uuid=" + call,
        "/api/call-start?callerId=" + CALLER + "&profile=nobody",
        "/api/call-start?callerId=%ff%" + CALLER,
        "/api/call-start?callerId=" + CALLER.repeat(100),
        "/api/calls?callerId=" + CALLER + "&limit=x",
        "/api/calls/" + UUID.randomUUID() + "/next?why=" + SAID,
        "/api/" + CALLER + "/" + SAID,
        "/media/asterisk?uuid=" + call + "&token=" + SAID)) {
      told.add(ask("GET", target, "").body());
    }
    told.add(ask("POST", "/api/calls", "{\"callerId\":\"" + CALLER + "\",\"" + "x\":1")
        .body());
    told.add(ask("POST", "/api/calls", "{\"variables\":{\"customer\":\"" + SAID + "\"}}")
        .body());
    told.add(ask("PATCH", "/api/calls/" + call + "/session", "{\"instructions\":\"" + SAID + "\"}")
        .body());
    told.add(http.send(
            HttpRequest.newBuilder(uri("/api/calls"))
                .header("Authorization", "Bearer " + KEY)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body());
  }

  private void noteThreads() {
    Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
  }

  // ---- the node

  private HttpResponse<String> ask(String method, String target, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(target))
        .header("Authorization", "Bearer " + API_TOKEN)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + node.api().getPort() + target);
  }

  private void start(StandIn providers, TraceSink traces) throws Exception {
    Path key = Files.writeString(dir.resolve("key"), KEY);
    Path file = Files.writeString(dir.resolve("node.conf"), """
        talkspurt {
          calls.overload { loop-late = 0s, journal-late = 0s }
          warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0, data-dir = "DIR/data"
          access {
            tokens = [{ name = desk, roles = [admin], token-env = API }]
            line-token { required = yes, secret-env = LINE }
          }
          default-profile = marked
          tracing { endpoint = "TRACES", headers { X-Key-file = "KEY" } }
          profiles.marked {
            language = en, max-keys = 5
            greeting.say = "Hello."
            apology = "Sorry."
            transcriber { kind = whisper, base-url = "HTTP/stt", api-key-file = "KEY", retries = 0 }
            synthesizer {
              kind = openai, url = "HTTP/tts", api-key-env = "", api-key-file = "KEY"
              fallback { kind = embedded, voice = kevin16 }
            }
            responder {
              kind = openai-chat, base-url = "HTTP/chat", api-key-file = "KEY", model = m, attempts = 1
              prompt = "You speak with {var.customer}, whose number is {callerId}."
            }
            giving-up { after-failures = 9, then = hang-up }
            tools.http.look_up {
              description = "Looks somebody up.", url = "HTTP/tool", token-file = "KEY"
              parameters { type = object, properties { day { type = string } } }
              from-call { customer = "var.customer" }
            }
          }
        }
        """.replace("DIR", dir.toString())
        .replace("HTTP", providers.url("").toString())
        .replace("TRACES", traces.url().toString())
        .replace("\"KEY\"", "\"" + key + "\""));
    node = Guardian.start(SettingsReader.read(file, Map.of("API", API_TOKEN, "LINE", LINE_SECRET)))
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private int status(String path) {
    try {
      return ask("GET", path, "").statusCode();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (node == null) {
      return; // it did not start
    }
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }
}
