package talkspurt.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.SettingsReader;
import talkspurt.fake.AllLogged;
import talkspurt.fake.Collects;
import talkspurt.fake.Eventually;
import talkspurt.fake.Sounds;
import talkspurt.fake.StandIn;

/**
 * A card number that is keyed in a call with a model, and spoken in a call with a webhook, is found nowhere
 * afterwards: in no file of the database, log, answer or figure, and in nothing that anybody received, but in
 * the requests of its tool, which sends it back.
 */
class SecretCollectedTest {

  private static final long PATIENCE_S = 90;
  private static final int FRAME_BYTES = 320;
  private static final String CARD = Collects.CARD;
  private static final String SPOKEN =
      "it is four five three nine, 5787, sixty three sixty two fourteen eighty six";
  private static final String MASK = "•••• (card)";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger heard = new AtomicInteger();

  @TempDir
  private Path dir;

  private Guardian.Running node;

  @Test
  void aCardNumberIsFoundInTheRequestsOfItsToolAlone() throws Exception {
    List<String> texts = new ArrayList<>();
    try (AllLogged log = new AllLogged();
        StandIn providers = new StandIn(this::provide)) {
      start(providers);
      UUID keyed = UUID.randomUUID();
      UUID spoken = UUID.randomUUID();
      CompletableFuture<Void> one = CompletableFuture.runAsync(() -> call(keyed, "chat", true));
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> call(spoken, "hook", false));
      CompletableFuture.allOf(one, other).get(PATIENCE_S, TimeUnit.SECONDS);
      for (UUID call : List.of(keyed, spoken)) {
        String story = get("/api/calls/" + call);
        assertThat(story).contains("[card]", MASK);
        texts.add(story);
        texts.add(get("/api/calls/" + call + "/next?format=text"));
      }
      texts.add(get("/api/calls"));
      texts.add(get("/metrics"));
      stop();
      texts.addAll(log.lines());
      List<String> tools = new ArrayList<>();
      for (StandIn.Asked asked : providers.asked()) {
        (asked.path().equals("/tool") ? tools : texts).add(asked.headers() + asked.body());
      }
      assertThat(tools).hasSize(2).allMatch(body -> body.contains("\"number\":\"" + CARD + "\""));
      assertThat(providers.asked()).extracting(StandIn.Asked::path).contains("/hook");
    }
    String files = files();
    assertThat(files).as("what the database is looked through for").contains("[card]", "pay");
    texts.add(files);
    for (String text : texts) {
      assertThat(text).doesNotContain("three sixty two").doesNotContain("fourteen eighty");
      String plain = text.replaceAll("[ .,_-]", "");
      for (int from = 0; from + 8 <= CARD.length(); from++) {
        assertThat(plain).doesNotContain(CARD.substring(from, from + 8));
      }
    }
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(dir.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }

  // ---- who is asked

  private void provide(StandIn.Asked asked, StandIn.Wire wire) throws IOException {
    String body = asked.body();
    if (asked.path().startsWith("/stt")) {
      boolean first = asked.path().startsWith("/stt-of-chat") || heard.incrementAndGet() == 1;
      String words = first ? "pay please" : SPOKEN;
      wire.whole(200, "application/json", "{\"text\":\"" + words + "\"}");
    } else if (asked.path().startsWith("/tts")) {
      wire.chunked("audio/pcm");
      wire.chunk(tone());
      wire.lastChunk();
    } else if (asked.path().startsWith("/chat")) {
      chat(body, wire);
    } else if (asked.path().equals("/hook")) {
      wire.whole(200, "application/json", hook(body));
    } else if (body.contains("\"sum\":1")) {
      wire.whole(200, "application/json", "{\"paid\":" + body + "}");
    } else {
      wire.whole(422, "text/plain", "cannot pay " + CARD.replaceAll("(.{4})", "$1 ") + body);
    }
  }

  private static byte[] tone() {
    short[] samples = Sounds.tones(24_000, 300, -20, 440).samples();
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  private static void chat(String body, StandIn.Wire wire) throws IOException {
    String answer = body.contains("paid")
        ? "{\"content\":\"It is done.\"}"
        : body.contains("[card]\\\"")
            ? use("pay", "{\\\"number\\\":\\\"[card]\\\",\\\"sum\\\":1}")
            : use("collect", "{\\\"name\\\":\\\"card\\\"}");
    wire.chunked("text/event-stream");
    wire.chunk("data: {\"choices\":[{\"delta\":" + answer + "}]}\n\n");
    wire.chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    wire.chunk("data: [DONE]\n\n");
    wire.lastChunk();
  }

  private static String use(String tool, String arguments) {
    return "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"" + tool
        + "\",\"arguments\":\"" + arguments + "\"}}]}";
  }

  private static String hook(String body) {
    return body.contains("cannot pay")
        ? "{\"say\":\"That did not work.\"}"
        : body.contains("[card]\\\"")
            ? "{\"tools\":[{\"name\":\"pay\",\"arguments\":{\"number\":\"[card]\",\"sum\":2}}]}"
            : "{\"say\":\"Now your card.\",\"tools\":[{\"name\":\"collect\",\"arguments\":{\"name\":\"card\"}}]}";
  }

  // ---- the calls

  private void call(UUID call, String profile, boolean keyed) {
    try {
      String start = "/api/call-start?callerId=4915790123456&dnid=1&lext=1&format=text&profile="
          + profile + "&uuid=" + call;
      Eventually.holds(
          () -> assertThat(get(start)).as("a cold node may be slow").isNotEmpty());
      try (Socket line = new Socket(node.audio().getAddress(), node.audio().getPort())) {
        line.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
        line.getOutputStream().write(message(0x01, bytes(call)));
        converse(call, line, keyed);
      }
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private void converse(UUID call, Socket line, boolean keyed) throws Exception {
    DataInputStream played = new DataInputStream(line.getInputStream());
    Queue<byte[]> toSay = new ArrayDeque<>();
    speakUntil(call, line, played, toSay, "\"state\":\"listening\"");
    toSay.addAll(frames(Sounds.speech("hours", 8000).samples()));
    speakUntil(call, line, played, toSay, "\"type\":\"bot-began\"");
    speakUntil(call, line, played, toSay, "\"state\":\"listening\"");
    if (keyed) {
      for (char key : (CARD + "#").toCharArray()) {
        line.getOutputStream().write(message(0x03, new byte[] {(byte) key}));
      }
      speakUntil(call, line, played, toSay, MASK); // the bot's, that asks whether it is right
      line.getOutputStream().write(message(0x03, new byte[] {'1'}));
    } else {
      toSay.addAll(frames(Sounds.speech("hours", 8000).samples()));
    }
    speakUntil(call, line, played, toSay, keyed ? "It is done." : "That did not work.");
  }

  /** A frame goes for each that comes: what is to be said, then silence. */
  private void speakUntil(
      UUID call, Socket line, DataInputStream played, Queue<byte[]> toSay, String wanted)
      throws Exception {
    for (int frame = 0; ; frame++) {
      if (frame % 25 == 0 && get("/api/calls/" + call).contains(wanted)) {
        return;
      }
      assertThat(played.readUnsignedByte()).as("sound, before " + wanted).isEqualTo(0x10);
      played.readFully(new byte[played.readUnsignedShort()]);
      byte[] said = toSay.isEmpty() ? new byte[FRAME_BYTES] : toSay.remove();
      line.getOutputStream().write(message(0x10, said));
    }
  }

  private static List<byte[]> frames(short[] samples) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < samples.length; at += FRAME_BYTES / 2) {
      ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
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

  // ---- the node

  private String get(String target) {
    try {
      HttpResponse<String> answer = http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.api().getPort() + target))
              .build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(target).isEqualTo(200);
      return answer.body();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private void start(StandIn providers) throws Exception {
    Path file = Files.writeString(dir.resolve("node.conf"), """
        cashier {
          language = en
          greeting.say = "Hello."
          apology = "Sorry."
          transcriber { kind = whisper, api-key-env = "", retries = 0 }
          synthesizer { kind = openai, url = "HTTP/tts", api-key-env = "" }
          collect.card {
            min = 13, max = 19, check = luhn, say = "Your card number, please."
            tool = pay, argument = number
          }
          tools.http.pay {
            description = "Pays.", url = "HTTP/tool"
            parameters {
              type = object, required = [number]
              properties { number { type = string, pattern = "^[0-9]{13,19}$" }, sum { type = integer } }
            }
          }
        }
        talkspurt {
          calls.overload { loop-late = 0s, journal-late = 0s }
          warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0, data-dir = "DIR/data"
          # what is encrypted could not be looked through
          privacy.journal = plain
          default-profile = chat
          profiles.chat = ${cashier} {
            transcriber.base-url = "HTTP/stt-of-chat"
            responder {
              kind = openai-chat, base-url = "HTTP/chat", model = m, prompt = "You take payments."
            }
            collect.card.confirm = last-four
          }
          profiles.hook = ${cashier} {
            transcriber.base-url = "HTTP/stt-of-hook"
            responder { kind = webhook, url = "HTTP/hook" }
          }
        }
        """.replace("DIR", dir.toString())
        .replace("HTTP", providers.url("").toString()));
    node = Guardian.start(SettingsReader.read(file, Map.of()))
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
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
