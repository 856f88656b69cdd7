package talkspurt.provider.transport;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.japi.Pair;
import akka.stream.ActorAttributes;
import akka.stream.Attributes;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import talkspurt.loop.MediaLoop;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.text.OutsideText;
import talkspurt.websocket.SocketMessage;
import talkspurt.websocket.WholeMessages;

/**
 * WebSocket connections to providers, by Akka HTTP's client. One that is opened on a media loop's thread is read,
 * understood and written by that loop. Thread-safe.
 */
public final class WebSocketClient {

  private static final Duration WHOLE_TIMEOUT = Duration.ofSeconds(5);
  private static final scala.concurrent.duration.Duration PING_AFTER =
      scala.concurrent.duration.Duration.create(15, TimeUnit.SECONDS);

  private final ActorSystem<?> system;

  private WebSocketClient(ActorSystem<?> system) {
    this.system = system;
  }

  /** Connections made by this system. */
  public static WebSocketClient create(ActorSystem<?> system) {
    return new WebSocketClient(system);
  }

  /**
   * A server's WebSocket.
   *
   * @param provider the adapter's name, for failures
   * @param url {@code ws} or {@code wss}, with its query
   * @param headers sent when a connection is opened
   * @param connectTimeout limit for a connection to come about
   * @param maxMessageBytes a longer message is {@link SocketMessage.Oversized}
   * @param pinged whether pings keep a quiet connection alive and find a dead one. Not where the server
   *     is read only as its sound is wanted: its answers to pings would wait behind that sound.
   */
  public record Endpoint(
      String provider,
      URI url,
      Iterable<HttpHeader> headers,
      Duration connectTimeout,
      long maxMessageBytes,
      boolean pinged) {

    private static final long STANDARD_MAX_BYTES = 1 << 20;

    /** The same in this trace. */
    private Endpoint in(Optional<String> traceparent) {
      return new Endpoint(
          provider,
          url,
          Traced.headers(headers, traceparent),
          connectTimeout,
          maxMessageBytes,
          pinged);
    }

    /** One that is read as it sends, with messages of up to 1 MiB. */
    public static Endpoint of(
        String provider, URI url, Iterable<HttpHeader> headers, Duration connectTimeout) {
      return new Endpoint(provider, url, headers, connectTimeout, STANDARD_MAX_BYTES, true);
    }
  }

  /** What opens connections to one server. */
  public SocketOpener opener(Endpoint endpoint) {
    return new SocketOpener() {
      @Override
      public CompletionStage<Optional<NotOpened>> open(
          Flow<SocketMessage, SocketMessage, NotUsed> talk) {
        try {
          return WebSocketClient.this.open(endpoint, talk).first();
        } catch (IllegalArgumentException wrong) {
          return CompletableFuture.completedFuture(Optional.of(new NotOpened(
              new ProviderFailure(
                  Kind.REJECTED_REQUEST,
                  endpoint.provider(),
                  "the url in the settings is not the address of a WebSocket server"),
              Duration.ZERO)));
        }
      }

      @Override
      public SocketOpener in(Optional<String> traceparent) {
        return traceparent.isPresent() ? opener(endpoint.in(traceparent)) : this;
      }
    };
  }

  /**
   * Opens a connection; the talk is run at once, and ending it closes the connection or gives up opening
   * it.
   *
   * @return empty when the connection is open, or why it is not; never fails. And what the talk
   *     materialises
   */
  public <T> Pair<CompletionStage<Optional<NotOpened>>, T> open(
      Endpoint endpoint, Flow<SocketMessage, SocketMessage, T> talk) {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    PluggedTransport transport = transport();
    Flow<SocketMessage, SocketMessage, T> watched = talk.watchTermination((value, end) -> {
      end.whenComplete((done, failure) -> {
        if (!answered.isDone()) {
          transport.pull();
        }
      });
      return value;
    });
    Pair<CompletionStage<Optional<NotOpened>>, T> opened = connection(endpoint, transport)
        .joinMat(watched, Keep.both())
        .withAttributes(place())
        .run(Materializer.matFromSystem(system));
    opened.first().whenComplete((outcome, never) -> answered.complete(true));
    return opened;
  }

  private static PluggedTransport transport() {
    return MediaLoop.current().isPresent() ? PluggedTransport.ofLoop() : PluggedTransport.ofAkka();
  }

  private static Attributes place() {
    return MediaLoop.current()
        .map(loop -> ActorAttributes.dispatcher(loop.dispatcher()))
        .orElse(Attributes.none());
  }

  /**
   * A connection that is opened when the flow is run, on this thread where it is a media loop's; its outcome as of
   * {@link #open}.
   */
  public Flow<SocketMessage, SocketMessage, CompletionStage<Optional<NotOpened>>> connection(
      Endpoint endpoint) {
    return connection(endpoint, transport());
  }

  private Flow<SocketMessage, SocketMessage, CompletionStage<Optional<NotOpened>>> connection(
      Endpoint endpoint, PluggedTransport transport) {
    Http http = Http.get(system);
    WebSocketRequest request = WebSocketRequest.create(endpoint.url().toString());
    for (HttpHeader header : endpoint.headers()) {
      request = request.addHeader(header);
    }
    return Flow.of(SocketMessage.class)
        .map(WebSocketClient::message)
        .viaMat(
            http.webSocketClientFlow(
                request,
                http.defaultClientHttpsContext(),
                Optional.empty(),
                settings(endpoint).withTransport(transport),
                system.classicSystem().log()),
            Keep.right())
        .via(WholeMessages.flow(endpoint.maxMessageBytes(), WHOLE_TIMEOUT))
        .mapMaterializedValue(upgrade ->
            upgrade.handle((response, failure) -> outcome(endpoint.provider(), response, failure)));
  }

  private ClientConnectionSettings settings(Endpoint endpoint) {
    ClientConnectionSettings standard = ClientConnectionSettings.create(system.classicSystem())
        .withConnectingTimeout(scala.concurrent.duration.Duration.create(
            endpoint.connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
    return endpoint.pinged()
        ? standard.withWebsocketSettings(
            standard.getWebsocketSettings().withPeriodicKeepAliveMaxIdle(PING_AFTER))
        : standard.withIdleTimeout(scala.concurrent.duration.Duration.Inf());
  }

  private Optional<NotOpened> outcome(
      String provider, WebSocketUpgradeResponse upgrade, Throwable failure) {
    if (failure != null) {
      return Optional.of(new NotOpened(unreachable(provider, failure), Duration.ZERO));
    }
    if (upgrade.isValid()) {
      return Optional.empty();
    }
    HttpResponse response = upgrade.response();
    response.discardEntityBytes(system);
    Duration retryAfter = RetryAfter.of(response).orElse(Duration.ZERO);
    return Optional.of(new NotOpened(
        ProviderFailure.ofStatus(provider, response.status().intValue()), retryAfter));
  }

  private static ProviderFailure unreachable(String provider, Throwable failure) {
    return new ProviderFailure(
        Kind.UNREACHABLE, provider, "cannot connect: " + BrokenConnection.why(failure));
  }

  private static Message message(SocketMessage message) {
    if (message instanceof SocketMessage.Text text) {
      // Akka fails the connection on half a character
      return TextMessage.create(OutsideText.repaired(text.text()));
    }
    if (message instanceof SocketMessage.Binary binary) {
      return BinaryMessage.create(binary.bytes());
    }
    throw new AssertionError(message);
  }
}
