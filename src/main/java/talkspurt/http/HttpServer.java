package talkspurt.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ParserSettings;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The one HTTP server of a node. It takes the connections itself, so that the targets of requests are
 * repaired ({@link RequestTargets}) before Akka HTTP reads them.
 */
public final class HttpServer {

  /** 32 variables of everyday length; a longer call start is posted. */
  private static final int MAX_URI_BYTES = 16 * 1024;

  /** The method, the version and the line's end are short. */
  private static final int MAX_LINE_BYTES = MAX_URI_BYTES + 64;

  /** How long the rest of a request is read that was answered before it was whole. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** For answers that were just made to be sent before no more requests are read. */
  private static final Duration ANSWERS_LEAVE = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final ServerSettings served;
  private final Flow<HttpRequest, HttpResponse, NotUsed> routes;
  private final SharedKillSwitch requests = KillSwitches.shared("http-requests");
  private final OpenConnections open = new OpenConnections();

  private HttpServer(ActorSystem<?> system, HttpSettings settings, Route routes) {
    this.system = system;
    this.settings = settings;
    this.served = serverSettings(system);
    this.routes = routes.flow(system);
  }

  /**
   * Listens until the system's coordinated shutdown, which lets requests under way end.
   *
   * @return where it listens; fails with a message of one line
   */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system, HttpSettings settings, Route routes) {
    return new HttpServer(system, settings, routes).listen();
  }

  private CompletionStage<InetSocketAddress> listen() {
    return Tcp.get(system)
        .bind(
            settings.host(),
            settings.port(),
            served.getBacklog(),
            served.getSocketOptions(),
            false,
            Optional.empty())
        .mapAsyncUnordered(served.getMaxConnections(), this::serve)
        .to(Sink.ignore())
        .run(system)
        .thenApply(binding -> stopped(binding).localAddress())
        .exceptionally(failure -> {
          throw new IllegalStateException(told(settings, failure), failure);
        });
  }

  /** The end of the connection; never a failure. */
  private CompletionStage<Done> serve(Tcp.IncomingConnection connection) {
    Pair<NotUsed, CompletionStage<Done>> run = connection
        .flow()
        .via(new LingerStage<>(LINGER))
        .via(requests.flow())
        .via(repair())
        .watchTermination(Keep.right())
        .joinMat(http(connection.remoteAddress()), (end, layer) -> Pair.create(layer, end))
        .run(system);
    return open.until(run.second());
  }

  private static Flow<ByteString, ByteString, NotUsed> repair() {
    return Flow.of(ByteString.class).statefulMapConcat(() -> {
      RequestTargets targets = new RequestTargets(MAX_LINE_BYTES);
      return bytes -> {
        ByteString repaired = targets.repaired(bytes);
        return repaired.isEmpty() ? List.of() : List.of(repaired);
      };
    });
  }

  private Flow<ByteString, ByteString, NotUsed> http(InetSocketAddress peer) {
    Flow<SslTlsInbound, SslTlsOutbound, NotUsed> layer =
        routes.join(Http.get(system).serverLayer(served, Optional.of(peer)));
    return Flow.of(SessionBytes.class)
        .map(bytes -> (SslTlsInbound) bytes)
        .via(layer)
        .join(TLSPlacebo.getInstance());
  }

  private static ServerSettings serverSettings(ActorSystem<?> system) {
    return ServerSettings.create(system.classicSystem())
        .withHttp2Enabled(false)
        .withServerHeader(Optional.empty())
        // balancers ask with HTTP/1.0, which knows no Host (RFC 1945)
        .withDefaultHostHeader(Host.create("talkspurt"))
        .withParsingErrorHandler(MalformedRequests.class.getName())
        .withParserSettings(ParserSettings.forServer(system)
            .withMaxUriLength(MAX_URI_BYTES)
            .withUriParsingMode(Uri.RELAXED)
            .withIllegalHeaderWarnings(false));
  }

  /** The binding, which is undone when the system stops: no new ones, the last answers, the end. */
  private Tcp.ServerBinding stopped(Tcp.ServerBinding binding) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "http-unbind",
        () -> binding.unbind().thenApply(end -> Done.done()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "http-terminate",
        () -> Patterns.after(ANSWERS_LEAVE, system, this::answerTheLast));
    return binding;
  }

  /** Reads no more requests; a connection ends with the answer to its last. */
  private CompletionStage<Done> answerTheLast() {
    requests.shutdown();
    return open.allEnded()
        .toCompletableFuture()
        .completeOnTimeout(Done.done(), settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String told(HttpSettings settings, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "http cannot listen on "
        + settings.host()
        + " port "
        + settings.port()
        + ": "
        + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }
}
