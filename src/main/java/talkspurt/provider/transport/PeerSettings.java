package talkspurt.provider.transport;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;

/**
 * How an HTTP server of a provider is asked.
 *
 * @param name the adapter's name, as in a profile
 * @param connectTimeout limit for a connection
 * @param answerTimeout limit from the request to the head of the answer
 * @param firstTimeout limit from there to the first thing that the answer says
 * @param nextTimeout limit for each further one
 * @param maxConnections to the server at a time
 * @param attempts how often a request is sent that fails in a way worth retrying
 * @param retryAfter how long is waited between; an overloaded server that asks for more is not asked
 *     again
 * @param breaker when the circuit breaker opens
 * @param maxBytes of one answer
 */
public record PeerSettings(
    String name,
    URI url,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration firstTimeout,
    Duration nextTimeout,
    int maxConnections,
    int attempts,
    Duration retryAfter,
    BreakerSettings breaker,
    int maxBytes) {

  public PeerSettings {
    Addressed.checkHttp(url, "api-key-env, api-key-file");
    within("connect-timeout", connectTimeout, 100, 30_000);
    within("answer-timeout", answerTimeout, 100, 120_000);
    within("first-timeout", firstTimeout, 100, 120_000);
    within("next-timeout", nextTimeout, 100, 120_000);
    within("retry-after", retryAfter, 0, 10_000);
    within("max-connections", maxConnections, 1, 1024);
    within("attempts", attempts, 1, 5);
    within("max-bytes", maxBytes, 1024, 64 << 20);
  }

  /** The address of a path that begins with a slash, below the URL, whether that ends with one or not. */
  public String below(String path) {
    return url.toString().replaceAll("/+$", "") + path;
  }
}
