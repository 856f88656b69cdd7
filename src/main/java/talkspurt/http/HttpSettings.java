package talkspurt.http;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * Where the HTTP server listens, and what it puts up with.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 lets the system choose
 * @param maxConnections how many connections may be open at once, without those that carry lines
 * @param maxConnectionsPerAddress how many of these may come from one address
 * @param headTimeout how long a connection may be open until a request is whole, up to its body
 * @param maxBodyBytes size of the largest request body that is read
 * @param bodyTimeout time for a request body to arrive
 * @param readyCheckTimeout time for each check of {@code /ready}
 * @param drainTimeout time for requests under way when the server stops
 */
public record HttpSettings(
    String host,
    int port,
    int maxConnections,
    int maxConnectionsPerAddress,
    Duration headTimeout,
    int maxBodyBytes,
    Duration bodyTimeout,
    Duration readyCheckTimeout,
    Duration drainTimeout) {

  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty; allowed: an address of this machine");
    }
    within("port", port, 0, 65_535);
    within("max-connections", maxConnections, 1, 100_000);
    within("max-connections-per-address", maxConnectionsPerAddress, 1, 100_000);
    within("head-timeout", headTimeout, 100, 600_000);
    within("max-body-bytes", maxBodyBytes, 1024, 1024 * 1024);
    within("body-timeout", bodyTimeout, 1, 60_000);
    within("ready-check-timeout", readyCheckTimeout, 1, 60_000);
    within("drain-timeout", drainTimeout, 1, 60_000);
  }

  /** The same for bodies of another size. */
  HttpSettings withBody(int bytes) {
    return new HttpSettings(
        host,
        port,
        maxConnections,
        maxConnectionsPerAddress,
        headTimeout,
        bytes,
        bodyTimeout,
        readyCheckTimeout,
        drainTimeout);
  }

  /** The same elsewhere, for so many connections, wherever these come from. */
  public HttpSettings at(String otherHost, int otherPort, int connections) {
    return new HttpSettings(
        otherHost,
        otherPort,
        connections,
        connections,
        headTimeout,
        maxBodyBytes,
        bodyTimeout,
        readyCheckTimeout,
        drainTimeout);
  }
}
