package talkspurt.provider.transport;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;

/**
 * A server that speaks, and how long and how often it is asked.
 *
 * @param provider its name in metrics and failures
 * @param url where it is; TLS by its scheme
 * @param connectTimeout limit for a connection to come about
 * @param firstSoundTimeout limit for the first sound, connecting included
 * @param nextSoundTimeout limit for more sound, while it is wanted
 * @param maxConnections how many sentences may be spoken at once
 * @param keepFor how long a connection that nobody uses is kept
 * @param retries how often a sentence is asked for again of which nothing was heard
 * @param retryAfter how long is waited before that; a server that asks for more is not asked again meanwhile
 */
public record VoiceServer(
    String provider,
    URI url,
    Duration connectTimeout,
    Duration firstSoundTimeout,
    Duration nextSoundTimeout,
    int maxConnections,
    Duration keepFor,
    int retries,
    Duration retryAfter) {

  public VoiceServer {
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    if (url.getHost() == null || !scheme.matches("https?|wss?") || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url is " + url.getScheme() + "://" + url.getHost()
          + "; allowed: http, https, ws or wss, a host, no password");
    }
    within("connect-timeout", connectTimeout, 50, 30_000);
    within("first-sound-timeout", firstSoundTimeout, 50, 60_000);
    within("next-sound-timeout", nextSoundTimeout, 50, 60_000);
    within("keep-for", keepFor, 0, 600_000);
    within("retry-after", retryAfter, 0, 5000);
    within("max-connections", maxConnections, 1, 1000);
    within("retries", retries, 0, 3);
  }

  /** The same server, spoken to over a WebSocket at a path. */
  public VoiceServer webSocket(String path) {
    String there = url.toString().replaceFirst("^http", "ws") + path;
    return new VoiceServer(
        provider,
        URI.create(there),
        connectTimeout,
        firstSoundTimeout,
        nextSoundTimeout,
        maxConnections,
        keepFor,
        retries,
        retryAfter);
  }

  boolean secure() {
    return url.getScheme().equals("https") || url.getScheme().equals("wss");
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : secure() ? 443 : 80;
  }
}
