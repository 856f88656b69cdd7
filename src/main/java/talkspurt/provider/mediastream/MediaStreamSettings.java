package talkspurt.provider.mediastream;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import talkspurt.provider.transport.Secret;

/**
 * One bot, and how it is spoken to.
 *
 * @param url where it listens, {@code ws} or {@code wss}
 * @param parameters told at the start as customParameters; names in braces are filled in
 * @param headers of the request that opens the WebSocket
 * @param connectTimeout how long opening it may take
 * @param maxMessageBytes the largest message that is read
 * @param maxUnreadable after how many messages that cannot be read the bot is given up
 */
public record MediaStreamSettings(
    URI url,
    Map<String, String> parameters,
    Map<String, Secret> headers,
    Duration connectTimeout,
    int maxMessageBytes,
    int maxUnreadable) {

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";

  public MediaStreamSettings {
    parameters = Map.copyOf(parameters);
    headers = Map.copyOf(headers);
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean socket = scheme.equals("ws") || scheme.equals("wss");
    if (!socket
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url is not one of a bot; allowed: ws://host/path or wss://host/path");
    }
    headers.forEach((name, value) -> {
      if (!name.matches(TOKEN) || !value.text().matches("[ -~]{1,4096}")) {
        throw new IllegalArgumentException("headers has " + name
            + "; allowed: a header's name, and a value of 1 to 4096 printable characters");
      }
    });
    within("connect-timeout", connectTimeout, 100, 60_000);
    within("max-message-bytes", maxMessageBytes, 4096, 64 << 20);
    within("max-unreadable", maxUnreadable, 0, 1_000_000);
  }
}
