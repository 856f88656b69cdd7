package talkspurt.provider.httptool;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.provider.CallArguments;

/**
 * An address with names of arguments in its path: {@code https://shop.example/orders/{order}/lines}. What an argument is can
 * change neither the host nor how many parts the path has.
 *
 * @param text as it is written
 */
public record UrlTemplate(String text) {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
  private static final Pattern PATH = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final int MAX_VALUE = 200;

  public UrlTemplate {
    Matcher path = PATH.matcher(text);
    String others =
        path.find() ? text.substring(0, path.start(1)) + text.substring(path.end(1)) : text;
    if (others.indexOf('{') >= 0 || NAME.matcher(text).replaceAll("").matches(".*[{}].*")) {
      throw new IllegalArgumentException(
          "url is '" + text + "'; allowed: {NAME} of an argument, in the path alone");
    }
    try {
      URI made = new URI(NAME.matcher(text).replaceAll("x"));
      if (made.getFragment() != null) {
        throw new IllegalArgumentException("url is '" + text + "'; allowed: without #");
      }
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "url is '" + text + "'; allowed: http://HOST… or https://HOST…", wrong);
    }
  }

  /** The arguments that it names. */
  Set<String> names() {
    Set<String> all = new LinkedHashSet<>();
    NAME.matcher(text).results().forEach(found -> all.add(found.group(1)));
    return all;
  }

  /** The same with a name in the place of each argument, for logs and pools of connections. */
  public URI shown() {
    return URI.create(NAME.matcher(text).replaceAll(":$1"));
  }

  /** Why these arguments cannot stand in the path; {@code of} has nothing for those that are missing. */
  Optional<String> objection(Function<String, JsonNode> of) {
    return names().stream()
        .flatMap(name -> wrong(name, of.apply(name)).stream())
        .findFirst();
  }

  private static Optional<String> wrong(String name, JsonNode value) {
    if (value == null || value.isNull() || value.isContainerNode()) {
      return Optional.of(name + " has to be one of string, number");
    }
    String raw = CallArguments.text(value);
    if (raw.isBlank() || raw.length() > MAX_VALUE) {
      return Optional.of(name + " has " + (raw.isBlank() ? 0 : raw.length())
          + " characters; allowed: 1–" + MAX_VALUE);
    }
    boolean leads = raw.matches("\\.+") || raw.chars().anyMatch(one -> one == '/' || one == '\\');
    return leads || raw.chars().anyMatch(Character::isISOControl)
        ? Optional.of(name + " has characters that an address cannot have")
        : Optional.empty();
  }

  /** The address with these arguments, to which there was no objection. */
  String filled(Function<String, JsonNode> of) {
    return NAME.matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(encoded(CallArguments.text(of.apply(found.group(1))))));
  }

  private static String encoded(String value) {
    StringBuilder all = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      if (each > 0 && UNRESERVED.indexOf(each) >= 0) {
        all.append((char) each);
      } else {
        all.append(String.format("%%%02X", each));
      }
    }
    return all.toString();
  }
}
