package talkspurt.http;

import static talkspurt.settings.Bounds.within;

import java.util.Set;

/** Where Asterisk is told to connect a call's audio to. */
public record AudioAddress(String host, int port) {

  private static final Set<String> ANY = Set.of("", "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

  public AudioAddress {
    if (ANY.contains(host)) {
      throw new IllegalArgumentException(
          "audio address is '" + host + "'; allowed: an address that Asterisk can connect to");
    }
    within("audio port", port, 1, 65_535);
  }

  /** {@code host:port}, with brackets round an IPv6 address. */
  public String text() {
    boolean bare = host.contains(":") && !host.startsWith("[");
    return (bare ? "[" + host + "]" : host) + ":" + port;
  }
}
