package talkspurt.boot.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import talkspurt.control.EarlierSettings;
import talkspurt.text.EarlierVariables;
import talkspurt.text.Placeholders;

/** Reads how earlier calls of a number are looked up, and which profiles want to know of them. */
final class EarlierReader {

  private EarlierReader() {}

  /** The block {@code calls.earlier}. */
  static EarlierSettings settings(ConfigSection block) {
    return new EarlierSettings(block.number("days"), block.duration("timeout"));
  }

  /** Whether a profile, or a variant of it, names what is known of earlier calls. */
  static boolean namedIn(ConfigSection profile) {
    return namedIn(profile.config().root());
  }

  private static boolean namedIn(ConfigValue value) {
    if (value instanceof ConfigObject block) {
      return anyOf(block.values());
    }
    if (value instanceof ConfigList list) {
      return anyOf(list);
    }
    return value.unwrapped() instanceof String text
        && Placeholders.in(text).stream()
            .anyMatch(one -> EarlierVariables.NAMES.contains(one.name()));
  }

  private static boolean anyOf(Collection<? extends ConfigValue> values) {
    return values.stream().anyMatch(one -> namedIn(one));
  }
}
