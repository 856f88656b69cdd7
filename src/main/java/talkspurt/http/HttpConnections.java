package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.KillSwitch;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.access.ConnectionTable;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * The connections of an HTTP server that are not upgraded to WebSockets. One whose request does not come is
 * closed after a while, or at once where others need its place. Thread-safe.
 */
final class HttpConnections {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);
  private static final int MAX_LINES_A_MINUTE = 10;

  private final ConnectionTable<KillSwitch> table;
  private final NanoClock clock;
  private final LimitedLog limit;

  HttpConnections(HttpSettings settings, NanoClock clock) {
    this.table = new ConnectionTable<>(
        settings.maxConnections(),
        settings.maxConnectionsPerAddress(),
        settings.headTimeout().toNanos());
    this.clock = clock;
    this.limit = new LimitedLog(clock, MAX_LINES_A_MINUTE);
  }

  /** One more; it is closed again where there is no place for it. */
  void accepted(KillSwitch connection, InetAddress from) {
    Optional<KillSwitch> goes;
    synchronized (this) {
      goes = table.add(connection, from, clock.nanoTime());
    }
    goes.ifPresent(closed -> {
      limit.log(
          "connections",
          more -> LOG.warn(
              "HTTP connection closed for one from {}: too many are open (http.max-connections,"
                  + " max-connections-per-address){}",
              from.getHostAddress(),
              more));
      closed.shutdown();
    });
  }

  synchronized HttpRequest asked(KillSwitch connection, HttpRequest request) {
    table.spoke(connection);
    return request;
  }

  /** What is still being sent when it is over is being listened to; a WebSocket is a line, and counted as such. */
  synchronized HttpResponse answered(KillSwitch connection, HttpResponse response) {
    if (response.status().equals(StatusCodes.SWITCHING_PROTOCOLS)) {
      table.remove(connection);
    } else if (response.entity().isStrict()) {
      table.silentAgain(connection, clock.nanoTime());
    }
    return response;
  }

  synchronized void ended(KillSwitch connection) {
    table.remove(connection);
  }

  /** Closes those whose request did not come. */
  void closeLate() {
    List<KillSwitch> late;
    synchronized (this) {
      late = table.takeLate(clock.nanoTime());
    }
    late.forEach(KillSwitch::shutdown);
  }
}
