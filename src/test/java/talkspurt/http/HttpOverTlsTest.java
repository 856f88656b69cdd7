package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.handleWebSocketMessages;
import static akka.http.javadsl.server.Directives.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Flow;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.TestAuthority;
import talkspurt.fake.TestAuthority.Issued;

/** The server behind TLS, asked by clients of others. */
@Timeout(60)
class HttpOverTlsTest {

  private static final byte[] REQUEST =
      "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir
  private static Path dir;

  private static TestAuthority authority;
  private static Issued keys;
  private static Issued others;

  private static ActorTestKit kit;

  private final AtomicInteger begun = new AtomicInteger();

  @BeforeAll
  static void make() throws Exception {
    authority = TestAuthority.in(dir);
    keys = authority.localhost();
    others = authority.issue("desk", "-keyalg", "EC");
    kit = newKit();
  }

  /** Its servers let their open connections go, which takes seconds: once, for all tests. */
  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  private static ActorTestKit newKit() {
    return ActorTestKit.create(
        "https",
        ConfigFactory.parseString("akka.actor.provider = local")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  private static Route routes(CompletionStage<String> late) {
    return concat(
        path("hello", () -> complete("hello")),
        path(
            "late",
            () -> akka.http.javadsl.server.Directives.onSuccess(
                late, akka.http.javadsl.server.Directives::complete)),
        path("much", () -> complete("x".repeat(1_000_000))),
        path("echo", () -> handleWebSocketMessages(Flow.<Message>create())));
  }

  private InetSocketAddress start(HttpSettings settings, boolean clientsNeeded) throws Exception {
    return start(kit, settings, clientsNeeded, CompletableFuture.completedFuture(""));
  }

  private InetSocketAddress start(
      ActorTestKit kit, HttpSettings settings, boolean clientsNeeded, CompletionStage<String> late)
      throws Exception {
    SSLContext context = authority.context(keys);
    Supplier<SSLEngine> engine = () -> {
      begun.incrementAndGet();
      SSLEngine made = context.createSSLEngine();
      made.setUseClientMode(false);
      made.setNeedClientAuth(clientsNeeded);
      return made;
    };
    return ServedApi.await(
        HttpServer.start(kit.system(), settings, routes(late), Optional.of(engine)));
  }

  private static HttpClient client(Issued... shown) throws Exception {
    return HttpClient.newBuilder().sslContext(authority.context(shown)).build();
  }

  private static URI at(String scheme, InetSocketAddress server, String path) {
    return URI.create(scheme + "://localhost:" + server.getPort() + path);
  }

  private static HttpResponse<String> asked(
      HttpClient client, InetSocketAddress server, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at("https", server, path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void requestsAreAnsweredAndPlainOnesAreNot() throws Exception {
    InetSocketAddress server = start(ServedApi.SETTINGS, false);
    HttpClient client = client();
    assertThat(asked(client, server, "/hello").body()).isEqualTo("hello");
    assertThat(asked(client, server, "/hello?var.name=Zo%C3%AB").body()).isEqualTo("hello");
    assertThat(asked(client, server, "/much").body()).hasSize(1_000_000);
    assertThat(begun).as("the connection is kept").hasValue(1);
    try (Socket plain = new Socket(server.getAddress(), server.getPort())) {
      plain.getOutputStream().write(REQUEST);
      String answer =
          new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP", "hello");
    }
    assertThatThrownBy(() -> asked(HttpClient.newBuilder().build(), server, "/hello"))
        .as("a client that does not trust it")
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoShowsNoCertificateIsRefusedWhereOneIsNeeded() throws Exception {
    InetSocketAddress server = start(ServedApi.SETTINGS, true);
    assertThatThrownBy(() -> asked(client(), server, "/hello")).isInstanceOf(IOException.class);
    assertThat(asked(client(others), server, "/hello").body()).isEqualTo("hello");
  }

  @Test
  void linesOverWebSocketsPass() throws Exception {
    InetSocketAddress server = start(ServedApi.SETTINGS, false);
    BlockingQueue<ByteBuffer> heard = new LinkedBlockingQueue<>();
    WebSocket socket = client()
        .newWebSocketBuilder()
        .buildAsync(at("wss", server, "/echo"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            heard.add(data);
            from.request(1);
            return null;
          }
        })
        .get();
    for (int frame = 0; frame < 50; frame++) {
      byte[] sound = new byte[320];
      sound[0] = (byte) frame;
      socket.sendBinary(ByteBuffer.wrap(sound), true).get();
      ByteBuffer back = heard.take();
      assertThat(back.remaining()).isEqualTo(320);
      assertThat(back.get(0)).isEqualTo((byte) frame);
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
  }

  /** Neither a peer that says nothing nor one that stops in the middle of its hello is waited for for long. */
  @Test
  void handshakesThatStallAreEndedInTime() throws Exception {
    InetSocketAddress server = start(impatient(10), false);
    try (Socket silent = new Socket(server.getAddress(), server.getPort());
        Socket half = new Socket(server.getAddress(), server.getPort())) {
      half.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x01, 0x00, 0x01});
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertEnds(half.getInputStream());
    }
    assertThat(begun).as("TLS begins with the first byte").hasValueLessThanOrEqualTo(1);
  }

  @Test
  void aHandshakeWithoutARequestIsEndedInTime() throws Exception {
    InetSocketAddress server = start(impatient(10), false);
    try (SSLSocket socket = (SSLSocket) authority
        .context()
        .getSocketFactory()
        .createSocket(server.getAddress(), server.getPort())) {
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** However many stall, who asks is answered. */
  @Test
  void handshakesThatStallKeepNobodyOut() throws Exception {
    InetSocketAddress server = start(few(4), false);
    List<Socket> stalled = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      Socket socket = new Socket(server.getAddress(), server.getPort());
      socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x01, 0x00, 0x01});
      stalled.add(socket);
    }
    assertEnds(stalled.get(0).getInputStream());
    assertThat(asked(client(), server, "/hello").body()).isEqualTo("hello");
    for (Socket socket : stalled) {
      socket.close();
    }
  }

  @Test
  void anAnswerGivenAsTheServerStopsStillArrives() throws Exception {
    CompletableFuture<String> late = new CompletableFuture<>();
    ActorTestKit own = newKit();
    InetSocketAddress server = start(own, ServedApi.SETTINGS, false, late);
    try (SSLSocket socket = (SSLSocket) authority
        .context()
        .getSocketFactory()
        .createSocket(server.getAddress(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      HttpResponse<String> passed = asked(client(), server, "/hello");
      assertThat(passed.body()).isEqualTo("hello");
      CompletionStage<?> stopped =
          CoordinatedShutdown.get(own.system()).runAll(CoordinatedShutdown.unknownReason());
      late.complete("at last");
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("at last");
      ServedApi.await(stopped);
    } finally {
      own.shutdownTestKit();
    }
  }

  /** An alert may come before the end, or a reset in its place. */
  private static void assertEnds(InputStream in) {
    try {
      byte[] rest = in.readAllBytes();
      assertThat(rest.length).isLessThan(100);
    } catch (SSLException none) {
      throw new AssertionError(none);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private static HttpSettings impatient(int connections) {
    return settings(connections, Duration.ofMillis(200));
  }

  private static HttpSettings few(int connections) {
    return settings(connections, Duration.ofMinutes(5));
  }

  private static HttpSettings settings(int connections, Duration headTimeout) {
    HttpSettings base = ServedApi.SETTINGS;
    return new HttpSettings(
        base.host(),
        0,
        connections,
        connections,
        headTimeout,
        base.maxBodyBytes(),
        base.bodyTimeout(),
        base.readyCheckTimeout(),
        base.drainTimeout());
  }
}
