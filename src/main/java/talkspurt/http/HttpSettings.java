package talkspurt.http;

import java.time.Duration;

/**
 * Where the HTTP server listens, and what it puts up with.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 lets the system choose
 * @param maxBodyBytes size of the largest request body that is read
 * @param bodyWithin time for a request body to arrive
 * @param readyCheckWithin time for each check of {@code /ready}
 * @param drainWithin time for requests under way when the server stops
 */
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    Duration bodyWithin,
    Duration readyCheckWithin,
    Duration drainWithin) {

  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty; allowed: an address of this machine");
    }
    within("port", port, 0, 65_535);
    within("max-body-bytes", maxBodyBytes, 1024, 1024 * 1024);
    upToAMinute("body-within", bodyWithin);
    upToAMinute("ready-check-within", readyCheckWithin);
    upToAMinute("drain-within", drainWithin);
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
