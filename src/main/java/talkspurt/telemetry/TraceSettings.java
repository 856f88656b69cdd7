package talkspurt.telemetry;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param endpoint of OTLP over HTTP; empty: none are made
 * @param headers sent with each request
 * @param share of the calls that nobody gave a trace of which spans are kept, 0 to 1
 * @param maxQueued how many spans wait at most; others are dropped, and counted
 * @param timeout of one request
 * @param node the name of this node, as in JSON logs
 */
public record TraceSettings(
    Optional<URI> endpoint,
    Map<String, String> headers,
    double share,
    int maxQueued,
    Duration timeout,
    String node) {

  /** No traces are made. */
  public static final TraceSettings OFF =
      new TraceSettings(Optional.empty(), Map.of(), 1, 2048, Duration.ofSeconds(10), "");

  public TraceSettings {
    headers = Map.copyOf(headers);
    within("max-queued", maxQueued, 64, 1 << 20);
    within("timeout", timeout, 100, 60_000);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + "; allowed: 0 to 1");
    }
    endpoint.ifPresent(url -> {
      if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
        throw new IllegalArgumentException(
            "endpoint is '" + url + "'; allowed: such as http://127.0.0.1:4318/v1/traces");
      }
    });
  }

  /** Headers may be secrets. */
  @Override
  public String toString() {
    return "TraceSettings[" + endpoint + ", " + headers.keySet() + "]";
  }
}
