package talkspurt.boot.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import talkspurt.provider.transport.Secret;

/**
 * Reads a block {@code headers}: {@code X-Shop = "acme"}, and for what is secret {@code X-Key-env = NAME} or
 * {@code X-Key-file = "/path"}.
 */
final class HeaderReader {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}";
  private static final String VALUE = "[\\x20-\\x7E]{1,4096}";

  /** Whoever sends the request sets these. */
  private static final List<String> TAKEN = List.of(
      "host",
      "connection",
      "content-length",
      "content-type",
      "transfer-encoding",
      "upgrade",
      "expect",
      "te",
      "trailer",
      "accept",
      "idempotency-key");

  private HeaderReader() {}

  /** The headers by their names; none without the block. */
  static Map<String, Secret> headers(ConfigSection own, Map<String, String> environment) {
    Map<String, Secret> all = new HashMap<>();
    if (!own.has("headers")) {
      return all;
    }
    ConfigSection block = own.section("headers");
    for (String key : block.keys()) {
      String name = key.replaceFirst("-(env|file)$", "");
      if (!name.matches(TOKEN)
          || TAKEN.contains(name.toLowerCase(Locale.ROOT))
          || name.toLowerCase(Locale.ROOT).startsWith("mcp-")) {
        block.tell(key, "is a header that cannot be set; allowed: others, such as X-Api-Key-env");
        continue;
      }
      Secret value = key.equals(name)
          ? new Secret(block.text(key))
          : SecretReader.needed(block, name, environment);
      if (!value.text().matches(VALUE)) {
        block.tell(
            key,
            "has a value that a header cannot have; allowed: up to 4096 letters of ASCII in one line");
        continue;
      }
      if (all.put(name, value) != null) {
        block.tell(key, "is there twice; allowed: one of " + name + ", -env and -file");
      }
    }
    return all;
  }
}
