package talkspurt.line.websocket;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.japi.Pair;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.websocket.Dialled.NotAllowed;
import talkspurt.line.websocket.Dialled.NotOpened;
import talkspurt.line.websocket.Dialled.Opened;

/**
 * Opens lines to Asterisks that wait for us: {@code Dial(WebSocket/INCOMING/…)}, at {@code
 * ws://asterisk:8088/media/<connection id>}. Only hosts that are set are connected to, only below
 * {@code /media/}, and no redirection is followed. Thread-safe.
 */
public final class MediaSocketClient {

  private static final Logger LOG = LoggerFactory.getLogger(MediaSocketClient.class);

  private final ActorSystem<?> system;
  private final MediaLines lines;
  private final HttpsConnectionContext tls;

  private MediaSocketClient(ActorSystem<?> system, MediaLines lines, HttpsConnectionContext tls) {
    this.system = system;
    this.lines = lines;
    this.tls = tls;
  }

  /**
   * A client whose lines are counted with the others.
   *
   * @param tls for a connection to a host and port, which checks that the host is that; empty: the JVM's
   */
  public static MediaSocketClient create(
      ActorSystem<?> system,
      MediaLines lines,
      Optional<BiFunction<String, Integer, SSLEngine>> tls) {
    return new MediaSocketClient(
        system,
        lines,
        tls.map(engine -> ConnectionContext.httpsClient((host, port) -> engine.apply(host, port)))
            .orElseGet(() -> Http.get(system).defaultClientHttpsContext()));
  }

  /**
   * Opens a line.
   *
   * @param url {@code ws} or {@code wss}, with a path that ends in {@code /media/<connection id>}
   * @param callId the call the line is for
   * @return what came of it; never fails
   */
  public CompletionStage<Dialled> open(URI url, UUID callId) {
    if (!allowed(url)) {
      return CompletableFuture.completedFuture(new NotAllowed());
    }
    if (!lines.room()) {
      return CompletableFuture.completedFuture(new Dialled.TooMany());
    }
    String line = MediaLines.newLine();
    try {
      Pair<CompletionStage<WebSocketUpgradeResponse>, UniqueKillSwitch> connection =
          connected(url, line, callId);
      return connection
          .first()
          .toCompletableFuture()
          .orTimeout(lines.settings().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .handle((response, failure) -> {
            if (failure != null) {
              connection.second().shutdown(); // it may yet come about
            }
            return outcome(line, response, failure);
          });
    } catch (IllegalArgumentException wrong) {
      return CompletableFuture.completedFuture(new NotOpened("the url cannot be used"));
    }
  }

  private Pair<CompletionStage<WebSocketUpgradeResponse>, UniqueKillSwitch> connected(
      URI url, String line, UUID callId) {
    Http http = Http.get(system);
    ClientConnectionSettings patience = ClientConnectionSettings.create(system.classicSystem())
        .withConnectingTimeout(scala.concurrent.duration.Duration.create(
            lines.settings().connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
    return http.singleWebSocketRequest(
        WebSocketRequest.create(url.toString()).requestSubprotocol(MediaSocketRoute.PROTOCOL),
        lines.line(line, Optional.of(callId)).viaMat(KillSwitches.single(), Keep.right()),
        tls,
        Optional.empty(),
        patience,
        system.classicSystem().log(),
        Materializer.matFromSystem(system));
  }

  private static Dialled outcome(
      String line, WebSocketUpgradeResponse response, Throwable failure) {
    if (failure instanceof TimeoutException) {
      return new NotOpened("no answer in time");
    }
    if (failure != null) {
      LOG.info("line {} was not opened: {}", line, failure.getMessage());
      return new NotOpened(
          refusedByTls(failure)
              ? "the certificate that was shown is not trusted or names another host, or ours is not"
                  + " wanted (websocket.tls)"
              : "cannot connect, or the server is not Asterisk");
    }
    if (response.isValid()) {
      return new Opened(line);
    }
    int status = response.response().status().intValue();
    return new NotOpened(
        switch (status) {
          case 404 -> "Asterisk has no channel with this connection id (404)";
          case 409 -> "the channel is connected already (409)";
          default -> "Asterisk answered " + status;
        });
  }

  private static boolean refusedByTls(Throwable failure) {
    return failure instanceof SSLException
        || failure.getCause() != null && refusedByTls(failure.getCause());
  }

  private boolean allowed(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    boolean plain =
        url.getRawUserInfo() == null && url.getRawFragment() == null && url.getRawQuery() == null;
    int port = url.getPort() > 0 ? url.getPort() : scheme.equals("wss") ? 443 : 80;
    return plain
        && (scheme.equals("ws") || scheme.equals("wss"))
        && path.matches("(/[A-Za-z0-9._-]+)*/media/[A-Za-z0-9-]+")
        && !path.contains("..")
        && lines.settings().allowedHosts().stream()
            .map(known -> known.toLowerCase(Locale.ROOT))
            .anyMatch(known -> known.equals(host) || known.equals(host + ":" + port));
  }
}
