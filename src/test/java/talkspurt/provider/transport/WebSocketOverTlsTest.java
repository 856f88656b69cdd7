package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ws.Message;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.LocalhostKeys;
import talkspurt.loop.MediaLoops;
import talkspurt.provider.transport.WebSocketClient.Endpoint;
import talkspurt.websocket.SocketMessage;

/** Real providers are spoken to over TLS: here, by a media loop. */
@Timeout(60)
class WebSocketOverTlsTest {

  private static final String LOOP = "talkspurt.media-loop-dispatchers.1";

  @TempDir
  private static Path dir;

  private static ActorTestKit kit;
  private static ServerBinding server;

  @BeforeAll
  static void begin() throws Exception {
    kit = ActorTestKit.create("tls", ConfigFactory.parseString("akka.loglevel = WARNING"));
    MediaLoops.start(kit.system());
    SSLContext both = LocalhostKeys.in(dir).context();
    Http http = Http.get(Adapter.toClassic(kit.system()));
    http.setDefaultClientHttpsContext(ConnectionContext.httpsClient(both));
    server = http.newServerAt("127.0.0.1", 0)
        .enableHttps(ConnectionContext.httpsServer(both))
        .bindSync(request -> request
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .orElseThrow()
            .handleMessagesWith(Flow.<Message>create()))
        .toCompletableFuture()
        .get();
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  private static Optional<NotOpened> open(
      String host, BlockingQueue<SocketMessage> heard, Source<SocketMessage, ?> told)
      throws Exception {
    SocketOpener opener = WebSocketClient.create(kit.system())
        .opener(Endpoint.of(
            "echo",
            URI.create("wss://" + host + ":" + server.localAddress().getPort() + "/"),
            List.of(),
            Duration.ofSeconds(30)));
    return CompletableFuture.supplyAsync(
            () -> opener.open(Flow.fromSinkAndSource(Sink.foreach(heard::add), told)),
            kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(LOOP)))
        .thenCompose(outcome -> outcome)
        .get();
  }

  @Test
  void messagesGoBothWays() throws Exception {
    BlockingQueue<SocketMessage> heard = new LinkedBlockingQueue<>();
    SocketMessage hello = new SocketMessage.Text("hello");
    SocketMessage much = new SocketMessage.Text("x".repeat(100_000));
    assertThat(open("localhost", heard, Source.from(List.of(hello, much)).concat(Source.maybe())))
        .isEmpty();
    assertThat(heard.take()).isEqualTo(hello);
    assertThat(heard.take()).isEqualTo(much);
  }

  @Test
  void aServerByAnotherNameIsRefused() throws Exception {
    assertThat(open("127.0.0.1", new LinkedBlockingQueue<>(), Source.maybe()))
        .hasValueSatisfying(
            why -> assertThat(why.failure().detail()).contains("TLS").contains("127.0.0.1"));
  }
}
