package talkspurt.http;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * Where the HTTP server listens, and what it puts up with.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 lets the system choose
 * @param maxBodyBytes size of the largest request body that is read
 * @param bodyTimeout time for a request body to arrive
 * @param readyCheckTimeout time for each check of {@code /ready}
 * @param drainTimeout time for requests under way when the server stops
 */
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    Duration bodyTimeout,
    Duration readyCheckTimeout,
    Duration drainTimeout) {

  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty; allowed: an address of this machine");
    }
    within("port", port, 0, 65_535);
    within("max-body-bytes", maxBodyBytes, 1024, 1024 * 1024);
    within("body-timeout", bodyTimeout, 1, 60_000);
    within("ready-check-timeout", readyCheckTimeout, 1, 60_000);
    within("drain-timeout", drainTimeout, 1, 60_000);
  }
}
