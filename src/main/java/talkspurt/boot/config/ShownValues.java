package talkspurt.boot.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.net.URI;
import java.util.regex.Pattern;
import talkspurt.provider.transport.Addressed;

/** Settings as they may be shown: without what is, or may well be, secret. */
final class ShownValues {

  private static final Pattern SECRET_KEY = Pattern.compile(
      "(^|.*[-_.\"])?\\w*(password|passwd|secret|token|key|authorization|credentials?|cookie)\"?",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z]+://\\S*[@?#]\\S*");

  /** What comes with Talkspurt, or is on the user's class path. */
  private static final Pattern RESOURCE = Pattern.compile("^(\\S+) @ \\S+?(: \\d.*)?$");

  private ShownValues() {}

  /**
   * A value as text.
   *
   * @param path of the key; headers are taken for secrets, and keys that end as those of secrets do;
   *     what is on or off is none
   */
  static String text(String path, ConfigValue value) {
    if (secret(path) && value.valueType() != ConfigValueType.BOOLEAN) {
      return ProfileSheet.MASK;
    }
    if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
      return value.render(ConfigRenderOptions.concise());
    }
    String text = String.valueOf(value.unwrapped());
    return ADDRESS.matcher(text).matches() ? address(text) : text;
  }

  private static boolean secret(String path) {
    return path.contains("headers.") || SECRET_KEY.matcher(path).matches();
  }

  private static String address(String text) {
    try {
      return Addressed.shown(URI.create(text)) + "…";
    } catch (IllegalArgumentException none) {
      return ProfileSheet.MASK;
    }
  }

  /** File and line; {@code default} for what comes with Talkspurt. */
  static String origin(ConfigOrigin origin) {
    String place = RESOURCE.matcher(Faults.place(origin)).replaceFirst("$1$2");
    return place.isEmpty() ? "default" : place;
  }
}
