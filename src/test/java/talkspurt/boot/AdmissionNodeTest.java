package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;

/** One switch, as whoever runs a node uses it: over HTTP, with a caller on the line. */
class AdmissionNodeTest {

  private static final long PATIENCE_S = 60;
  private static final String TOKEN = "a-token-of-whoever-decides";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir
  private Path dir;

  private Guardian.Running node;

  private void start() throws Exception {
    Path file = dir.resolve("node.conf");
    Files.writeString(file, """
        talkspurt {
          calls.overload { loop-late = 0s, journal-late = 0s }
          warm-up = off, http.port = 0, audiosocket.port = 0, operations.port = 0, data-dir = "%s/data"
          access.tokens = [
            { name = desk, roles = [admin], token-env = DESK }
            { name = reader, roles = [operate], token-env = READER }
          ]
        }
        """.formatted(dir));
    Settings read = SettingsReader.read(file, Map.of("DESK", TOKEN, "READER", TOKEN + "-2"));
    node = Guardian.start(read).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private void stop() throws Exception {
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private HttpResponse<String> ask(String method, String target, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + node.api().getPort() + target))
        .header("Authorization", "Bearer " + token)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return ask("GET", target, "", TOKEN);
  }

  private HttpResponse<String> admit(String body) throws IOException, InterruptedException {
    return ask("POST", "/api/admission", body, TOKEN);
  }

  private HttpResponse<String> start(UUID call) throws IOException, InterruptedException {
    return get("/api/call-start?format=text&callerId=1&uuid=" + call);
  }

  @Test
  void newCallsGoToPeopleFromThatSecondOnAndAfterAStart() throws Exception {
    UUID known = UUID.randomUUID();
    start();
    assertThat(get("/api/admission").body()).isEqualTo("{\"mode\":\"open\",\"bySettings\":false}");
    assertThat(start(known).statusCode()).isEqualTo(200);
    HttpResponse<String> set = admit("{\"mode\":\"people\"}");
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    assertThat(set.body()).startsWith("{\"mode\":\"people\"").endsWith("\"by\":\"desk\"}");
    assertThat(start(UUID.randomUUID()).body()).isEqualTo("people");
    assertThat(start(known).statusCode()).as("it has its place").isEqualTo(200);
    assertThat(get("/ready").body()).startsWith("{\"status\":\"ready\",\"admission\":\"people\"");
    assertThat(get("/metrics").body())
        .contains("talkspurt_admission{mode=\"people\"} 1.0")
        .contains("talkspurt_admission{mode=\"open\"} 0.0");
    stop();

    start();
    assertThat(start(UUID.randomUUID()).body()).isEqualTo("people");
    assertThat(admit("{\"mode\":\"drain\"}").statusCode()).isEqualTo(200);
    assertThat(start(UUID.randomUUID()).body()).isEqualTo("draining");
    assertThat(admit("{\"mode\":\"open\"}").statusCode()).isEqualTo(200);
    assertThat(start(UUID.randomUUID()).statusCode()).isEqualTo(200);
    stop();
  }

  @Test
  void liveCallsGoToPeopleWhereThatIsAsked() throws Exception {
    UUID call = UUID.randomUUID();
    start();
    assertThat(start(call).statusCode()).isEqualTo(200);
    try (Socket line = new Socket(node.audio().getAddress(), node.audio().getPort())) {
      line.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
      line.getOutputStream()
          .write(ByteBuffer.allocate(19)
              .put((byte) 1)
              .putShort((short) 16)
              .putLong(call.getMostSignificantBits())
              .putLong(call.getLeastSignificantBits())
              .array());
      DataInputStream played = new DataInputStream(line.getInputStream());
      assertThat(message(played)).as("sound").isEqualTo(0x10);
      awaitState(call, "greeting", "listening");
      assertThat(admit("{\"mode\":\"people\",\"live\":\"people\"}").statusCode())
          .isEqualTo(200);
      int kind = 0x10;
      while (kind != 0) {
        kind = message(played);
      }
    }
    assertThat(get("/api/calls/" + call + "/next?format=text").body()).isEqualTo("lost");
    assertThat(get("/api/calls/" + call).body()).contains("\"endReason\":\"sent-to-people\"");
    stop();
  }

  private static int message(DataInputStream from) throws IOException {
    int kind = from.readUnsignedByte();
    from.readFully(new byte[from.readUnsignedShort()]);
    return kind;
  }

  /** By asking again: the call is attached when its first line of sound is, at about the same time. */
  private void awaitState(UUID call, String... states) throws IOException, InterruptedException {
    String told = "";
    while (!told.matches("(?s).*\"state\":\"(" + String.join("|", states) + ")\".*")) {
      told = get("/api/calls/" + call).body();
    }
  }

  @Test
  void whatIsAskedMustBeSoundAndWhoAsksMustBeAllowed() throws Exception {
    start();
    assertThat(admit("{\"mode\":\"closed\"}").body()).contains("open, drain, people");
    assertThat(admit("{}").statusCode()).isEqualTo(400);
    assertThat(admit("{\"mode\":\"people\",\"live\":\"now\"}").statusCode()).isEqualTo(400);
    assertThat(admit("{\"mode\":\"open\",\"live\":\"people\"}").statusCode()).isEqualTo(400);
    assertThat(admit("{\"mode\":\"people\",\"why\":\"a\"}").statusCode()).isEqualTo(400);
    assertThat(
            ask("POST", "/api/admission", "{\"mode\":\"people\"}", TOKEN + "-2").statusCode())
        .isEqualTo(403);
    assertThat(get("/api/admission").body()).isEqualTo("{\"mode\":\"open\",\"bySettings\":false}");
    stop();
  }
}
