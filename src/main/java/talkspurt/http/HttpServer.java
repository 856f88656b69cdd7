package talkspurt.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.Cancellable;
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
import akka.pattern.Patterns;
import akka.stream.KillSwitch;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.NanoClock;

/**
 * The one HTTP server of a node. It takes the connections itself, so that the targets of requests are
 * repaired ({@link RequestTargets}) before Akka HTTP reads them.
 */
public final class HttpServer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** 32 variables of everyday length; a longer call start is posted. */
  private static final int MAX_URI_BYTES = 16 * 1024;

  /** The method, the version and the line's end are short. */
  private static final int MAX_LINE_BYTES = MAX_URI_BYTES + 64;

  /** How long the rest of a request is read that was answered before it was whole. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** How exactly the time is kept for a request to come. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** For answers that were just made to be sent before no more requests are read. */
  private static final Duration ANSWERS_LEAVE = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final ServerSettings served;
  private final Flow<HttpRequest, HttpResponse, NotUsed> routes;
  private final Optional<Supplier<SSLEngine>> tls;
  private final SharedKillSwitch requests = KillSwitches.shared("http-requests");
  private final OpenConnections open = new OpenConnections();
  private final HttpConnections connections;

  private HttpServer(
      ActorSystem<?> system,
      HttpSettings settings,
      Route routes,
      Optional<Supplier<SSLEngine>> tls) {
    this.system = system;
    this.tls = tls;
    this.settings = settings;
    this.served = serverSettings(system);
    this.routes = routes.flow(system);
    this.connections = new HttpConnections(settings, NanoClock.system());
  }

  /**
   * Listens until the system's coordinated shutdown, which lets requests under way end.
   *
   * @return where it listens; fails with a message of one line
   */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system, HttpSettings settings, Route routes) {
    return start(system, settings, routes, Optional.empty());
  }

  /**
   * The same, behind TLS.
   *
   * @param tls for a connection that has been opened; empty for none
   */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system,
      HttpSettings settings,
      Route routes,
      Optional<Supplier<SSLEngine>> tls) {
    return new HttpServer(system, settings, routes, tls).listen();
  }

  /**
   * What it would answer to these bytes, without a port.
   *
   * @param requests whole ones, the last of which closes the connection
   */
  public static CompletionStage<String> answers(
      ActorSystem<?> system, HttpSettings settings, Route routes, String requests) {
    HttpServer server = new HttpServer(system, settings, routes, Optional.empty());
    KillSwitch own = KillSwitches.shared("http-warm-up");
    server.connections.accepted(own, InetAddress.getLoopbackAddress());
    return Source.single(ByteString.fromString(requests))
        .concat(Source.maybe())
        .via(server.bytes(
            server.http(own, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))))
        .runFold(ByteString.emptyByteString(), ByteString::concat, system)
        .thenApply(ByteString::utf8String);
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
        .to(Sink.foreach(this::serve))
        .run(system)
        .thenApply(binding -> stopped(watched(binding)).localAddress())
        .exceptionally(failure -> {
          throw new IllegalStateException(told(settings, failure), failure);
        });
  }

  /** Whatever goes wrong with one connection, the next is served. */
  private void serve(Tcp.IncomingConnection connection) {
    try {
      run(connection);
    } catch (RuntimeException broken) {
      LOG.error("an HTTP connection could not be served", broken);
    }
  }

  private void run(Tcp.IncomingConnection connection) {
    SharedKillSwitch own = KillSwitches.shared("http-connection");
    connections.accepted(own, connection.remoteAddress().getAddress());
    CompletionStage<Done> end = Flow.of(ByteString.class)
        .via(own.flow())
        .via(new LingerStage<>(LINGER))
        .via(bytes(http(own, connection.remoteAddress())))
        .watchTermination(Keep.right())
        .join(connection.flow())
        .run(system);
    open.until(end).thenAccept(over -> connections.ended(own));
  }

  /** A peer that says nothing costs no more than without TLS, which begins with its first byte. */
  private Flow<ByteString, ByteString, NotUsed> bytes(
      Flow<SslTlsInbound, SslTlsOutbound, NotUsed> http) {
    if (tls.isEmpty()) {
      return Flow.of(SessionBytes.class)
          .map(read -> (SslTlsInbound) read)
          .via(http)
          .join(TLSPlacebo.getInstance());
    }
    return Flow.lazyFlow(
            () -> http.join(TLS.create(tls.get(), session -> {}, TLSClosing.eagerClose())))
        .mapMaterializedValue(begun -> NotUsed.getInstance());
  }

  private Flow<SslTlsInbound, SslTlsOutbound, NotUsed> http(
      KillSwitch connection, InetSocketAddress peer) {
    Flow<SslTlsInbound, SslTlsOutbound, NotUsed> layer = Flow.of(HttpRequest.class)
        .map(request -> connections.asked(connection, request))
        .via(routes)
        .map(response -> connections.answered(connection, response))
        .join(Http.get(system).serverLayer(served, Optional.of(peer)));
    return Flow.of(SslTlsInbound.class).via(requests.flow()).via(repair()).via(layer);
  }

  private static Flow<SslTlsInbound, SslTlsInbound, NotUsed> repair() {
    return Flow.of(SslTlsInbound.class).statefulMapConcat(() -> {
      RequestTargets targets = new RequestTargets(MAX_LINE_BYTES);
      return read -> {
        if (read instanceof SessionBytes session) {
          ByteString repaired = targets.repaired(session.bytes());
          return repaired.isEmpty()
              ? List.of()
              : List.of(new SessionBytes(session.session(), repaired));
        }
        return List.of(read); // cut off without a farewell
      };
    });
  }

  private static ServerSettings serverSettings(ActorSystem<?> system) {
    return ServerSettings.create(system.classicSystem())
        .withHttp2Enabled(false)
        .withServerHeader(Optional.empty())
        .withRemoteAddressAttribute(true)
        // balancers ask with HTTP/1.0, which knows no Host (RFC 1945)
        .withDefaultHostHeader(Host.create("talkspurt"))
        .withParsingErrorHandler(MalformedRequests.class.getName())
        .withParserSettings(ParserSettings.forServer(system)
            .withMaxUriLength(MAX_URI_BYTES)
            .withUriParsingMode(Uri.RELAXED)
            .withIllegalHeaderWarnings(false));
  }

  /** The binding; as long as it is there, connections whose request does not come are closed. */
  private Tcp.ServerBinding watched(Tcp.ServerBinding binding) {
    Cancellable looks = system
        .scheduler()
        .scheduleAtFixedRate(
            LOOK_EVERY, LOOK_EVERY, connections::closeLate, system.executionContext());
    binding.whenUnbound().whenComplete((over, never) -> looks.cancel());
    return binding;
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
