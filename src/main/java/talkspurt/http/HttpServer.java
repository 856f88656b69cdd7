package talkspurt.http;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ParserSettings;
import akka.http.javadsl.settings.ServerSettings;
import akka.pattern.Patterns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The one HTTP server of a node. */
public final class HttpServer {

  /** 32 variables of everyday length; a longer call start is posted. */
  private static final int MAX_URI_BYTES = 16 * 1024;

  /** Akka resets connections that were just answered, and the answer with them; so answers first. */
  private static final Duration ANSWERS_LEAVE = Duration.ofMillis(500);

  private HttpServer() {}

  /**
   * Listens until the system's coordinated shutdown, which lets requests under way end.
   *
   * @return where it listens; fails with a message of one line
   */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system, HttpSettings settings, Route routes) {
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(serverSettings(system))
        .bind(routes)
        .thenApply(binding -> stopped(system, settings, binding).localAddress())
        .exceptionally(failure -> {
          throw new IllegalStateException(told(settings, failure), failure);
        });
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
  private static ServerBinding stopped(
      ActorSystem<?> system, HttpSettings settings, ServerBinding binding) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "http-unbind", binding::unbind);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "http-terminate",
        () -> Patterns.after(
            ANSWERS_LEAVE,
            system,
            () -> binding.terminate(settings.drainWithin()).thenApply(end -> Done.done())));
    return binding;
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
