package talkspurt.http;

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
    upToAMinute("body-timeout", bodyTimeout);
    upToAMinute("ready-check-timeout", readyCheckTimeout);
    upToAMinute("drain-timeout", drainTimeout);
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed: " + least + " to " + most);
    }
  }

  private static void upToAMinute(String key, Duration value) {
    if (value.toMillis() < 1 || value.toMillis() > 60_000) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed: 1 ms to 60 s");
    }
  }
}
