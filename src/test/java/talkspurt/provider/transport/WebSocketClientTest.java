package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.fake.FakeSocketServer;
import talkspurt.loop.MediaLoops;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.transport.WebSocketClient.Endpoint;
import talkspurt.websocket.SocketMessage;

/** Against a server on a socket of this machine, opened on a media loop and elsewhere. */
@Timeout(60)
class WebSocketClientTest {

  /** On which thread it is opened. */
  enum Place {
    LOOP("talkspurt.media-loop-dispatchers.1"),
    ELSEWHERE("akka.actor.default-dispatcher");

    private final String dispatcher;

    Place(String dispatcher) {
      this.dispatcher = dispatcher;
    }

    private Executor executor() {
      return kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));
    }
  }

  private static ActorTestKit kit;

  private final BlockingQueue<SocketMessage> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();
  private FakeSocketServer server;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("sockets", ConfigFactory.parseString("akka.loglevel = WARNING"));
    MediaLoops.start(kit.system());
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void serve() {
    server = new FakeSocketServer(Adapter.toClassic(kit.system()), Echo::new);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Says everything again. */
  private static final class Echo implements FakeSocketServer.Peer {

    @Override
    public List<String> text(String message) {
      return List.of(message);
    }

    @Override
    public List<String> binary(ByteString message) {
      return List.of(message.size() + " bytes");
    }
  }

  private Endpoint endpoint(URI url) {
    return Endpoint.of(
        "echo", url, List.of(RawHeader.create("X-Key", "k")), Duration.ofSeconds(30));
  }

  private Flow<SocketMessage, SocketMessage, NotUsed> talk(Source<SocketMessage, ?> told) {
    return Flow.fromSinkAndSourceCoupled(
        Sink.foreach(message -> {
          threads.add(Thread.currentThread().getName());
          heard.add(message);
        }),
        told);
  }

  private Optional<NotOpened> open(
      Place place, Endpoint endpoint, Flow<SocketMessage, SocketMessage, NotUsed> talk) {
    SocketOpener opener = WebSocketClient.create(kit.system()).opener(endpoint);
    return get(CompletableFuture.supplyAsync(() -> opener.open(talk), place.executor())
        .thenCompose(outcome -> outcome));
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void messagesGoBothWaysOnTheThreadThatOpenedIt(Place place) throws InterruptedException {
    var talk = talk(Source.<SocketMessage>from(List.of(
            new SocketMessage.Text("hello"),
            new SocketMessage.Binary(ByteString.fromArray(new byte[70_000]))))
        .concat(Source.maybe()));
    assertThat(open(place, endpoint(server.url("/talk?a=b")), talk)).isEmpty();
    assertThat(heard.take()).isEqualTo(new SocketMessage.Text("hello"));
    assertThat(heard.take()).isEqualTo(new SocketMessage.Text("70000 bytes"));
    assertThat(server.request().getHeader("X-Key").orElseThrow().value()).isEqualTo("k");
    String thread = get(
        CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), place.executor()));
    if (place == Place.LOOP) {
      assertThat(threads).containsOnly(thread);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void theEndOfTheTalkClosesIt(Place place) {
    CompletableFuture<SocketMessage> last = new CompletableFuture<>();
    assertThat(open(place, endpoint(server.url("/")), talk(Source.completionStage(last))))
        .isEmpty();
    last.complete(new SocketMessage.Text("bye"));
    server.awaitEnd();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aServerThatRefusesIsToldByItsStatus(Place place) {
    server.refuses(
        HttpResponse.create().withStatus(503).addHeader(RawHeader.create("Retry-After", "7")));
    NotOpened why = open(place, endpoint(server.url("/")), talk(Source.maybe())).orElseThrow();
    assertThat(why.failure().kind()).isEqualTo(ProviderFailure.Kind.OVERLOADED);
    assertThat(why.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aServerThatIsNotThereIsUnreachable(Place place) throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    NotOpened why = open(
            place, endpoint(URI.create("ws://127.0.0.1:" + port + "/")), talk(Source.maybe()))
        .orElseThrow();
    assertThat(why.failure().kind()).isEqualTo(ProviderFailure.Kind.UNREACHABLE);
    assertThat(why.failure().detail()).contains("Connection refused");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aNameThatNobodyKnowsIsUnreachable(Place place) {
    NotOpened why = open(
            place, endpoint(URI.create("ws://no-such-host.invalid/")), talk(Source.maybe()))
        .orElseThrow();
    assertThat(why.failure().kind()).isEqualTo(ProviderFailure.Kind.UNREACHABLE);
    assertThat(why.failure().detail()).contains("the name service does not know its host");
  }
}
