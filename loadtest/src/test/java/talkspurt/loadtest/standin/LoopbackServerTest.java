package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The JDK's own client, of HTTP and of WebSockets, talks with the stand-ins' server. */
class LoopbackServerTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void answersOneRequestAfterTheOtherOnAConnection() throws Exception {
    try (LoopbackServer server = LoopbackServer.start(
        "echo",
        asked ->
            asked.answer(200, "{\"said\":" + asked.json() + ",\"at\":\"" + asked.path() + "\"}"))) {
      for (int i = 0; i < 3; i++)
        assertEquals(
            "{\"said\":{\"n\":" + i + "},\"at\":\"/some/path\"}",
            post(server, "/some/path?x=1", "{\"n\":" + i + "}"));
    }
  }

  @Test
  void eventsComeInPieces() throws Exception {
    try (LoopbackServer server = LoopbackServer.start("events", asked -> {
      asked.begin("text/event-stream");
      asked.event("one");
      asked.event("two");
      asked.end();
    })) {
      assertEquals("data: one\n\ndata: two\n\n", post(server, "/", "{}"));
    }
  }

  @Test
  void aServerThatDiesBreaksTheAnswerOff() throws Exception {
    try (LoopbackServer server = LoopbackServer.start("dies", asked -> {
      asked.begin("text/event-stream");
      asked.event("one");
      asked.cut();
    })) {
      assertThrows(IOException.class, () -> post(server, "/", "{}"));
    }
  }

  @Test
  void aWebSocketCarriesMessagesOfAnyLengthBothWays() throws Exception {
    try (LoopbackServer server = LoopbackServer.start("socket", asked -> {
      WebSocketLink link = asked.webSocket();
      for (var next = link.read(); next.isPresent(); next = link.read()) {
        if (next.get().text().isPresent()) link.text(next.get().text().get());
        else link.text("bytes " + next.get().bytes().length);
      }
    })) {
      Ear ear = new Ear();
      WebSocket socket = client
          .newWebSocketBuilder()
          .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/"), ear)
          .get(5, TimeUnit.SECONDS);
      for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 200_000}) {
        String text = "x".repeat(length);
        socket.sendText(text, true).get(5, TimeUnit.SECONDS);
        assertEquals(text, ear.next());
        socket.sendBinary(ByteBuffer.allocate(length), true).get(5, TimeUnit.SECONDS);
        assertEquals("bytes " + length, ear.next());
      }
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);
      assertEquals("closed", ear.next());
    }
  }

  @Test
  void aStandInWantsItsKey() throws Exception {
    Violations breaches = new Violations();
    ChatServer chat = new ChatServer(new Brain(), new Faults(), breaches, "secret");
    try (LoopbackServer server = LoopbackServer.start("chat", chat)) {
      assertTrue(post(server, "/v1/chat/completions", "{}").contains("invalid_api_key"));
    }
  }

  private String post(LoopbackServer server, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .POST(BodyPublishers.ofString(body))
        .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    String next() throws InterruptedException {
      return heard.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence more, boolean last) {
      text.append(more);
      if (last) {
        heard.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("closed");
      return null;
    }
  }
}
