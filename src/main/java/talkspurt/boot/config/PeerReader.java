package talkspurt.boot.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.PeerSettings;

/** Reads how an HTTP server is asked. */
final class PeerReader {

  /** The keys of it. */
  static final String[] KEYS = {
    "connect-timeout",
    "answer-timeout",
    "first-timeout",
    "next-timeout",
    "max-connections",
    "attempts",
    "retry-after",
    "rests-after",
    "rests-for",
    "max-bytes"
  };

  private PeerReader() {}

  /** These keys, and those of it. */
  static String[] keys(String... own) {
    return Stream.concat(Stream.of(own), Stream.of(KEYS)).toArray(String[]::new);
  }

  static PeerSettings peer(String name, String url, ConfigSection block) {
    return new PeerSettings(
        name,
        uri(url),
        block.duration("connect-timeout"),
        block.duration("answer-timeout"),
        block.duration("first-timeout"),
        block.duration("next-timeout"),
        block.number("max-connections"),
        block.number("attempts"),
        block.duration("retry-after"),
        breaker(block),
        block.number("max-bytes"));
  }

  /** When the circuit breaker of a provider opens. */
  static BreakerSettings breaker(ConfigSection block) {
    return new BreakerSettings(block.number("rests-after"), block.duration("rests-for"));
  }

  static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "url is '" + url + "'; allowed: http://HOST… or https://HOST…", wrong);
    }
  }
}
