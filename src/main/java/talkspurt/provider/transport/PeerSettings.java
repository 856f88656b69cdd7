package talkspurt.provider.transport;

import static talkspurt.provider.transport.Limits.within;

import java.net.URI;
import java.time.Duration;

/**
 * How an HTTP server of a provider is asked.
 *
 * @param name the adapter's name, as in a profile
 * @param connectWithin limit for a connection
 * @param answerWithin limit from the request to the head of the answer
 * @param firstWithin limit from there to the first thing that the answer says
 * @param nextWithin limit for each further one
 * @param mostConnections to the server at a time
 * @param attempts how often a request is sent that fails in a way worth retrying
 * @param retryAfter how long is waited between; an overloaded server that asks for more is not asked
 *     again
 * @param breaker when the server is left alone
 * @param mostBytes of one answer
 */
public record PeerSettings(
    String name,
    URI url,
    Duration connectWithin,
    Duration answerWithin,
    Duration firstWithin,
    Duration nextWithin,
    int mostConnections,
    int attempts,
    Duration retryAfter,
    BreakerSettings breaker,
    int mostBytes) {

  public PeerSettings {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "url is '" + url + "'; allowed: http://HOST… or https://HOST…");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "url holds a password; allowed: api-key-env, api-key-file");
    }
    within("connect-within", connectWithin, 100, 30_000);
    within("answer-within", answerWithin, 100, 120_000);
    within("first-within", firstWithin, 100, 120_000);
    within("next-within", nextWithin, 100, 120_000);
    within("retry-after", retryAfter, 0, 10_000);
    within("most-connections", mostConnections, 1, 1024);
    within("attempts", attempts, 1, 5);
    within("most-bytes", mostBytes, 1024, 64 << 20);
  }
}
