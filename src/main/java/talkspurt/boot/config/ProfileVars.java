package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import talkspurt.text.ClockVariables;
import talkspurt.text.EarlierVariables;
import talkspurt.text.Placeholders;
import talkspurt.text.Placeholders.Placeholder;

/** Names that a profile gives to texts of its own, {@code vars { company = "Acme" }}: they stand for these wherever it says something. */
final class ProfileVars {

  static final String KEY = "vars";

  private ProfileVars() {}

  /** The profile with these texts in the place of their names; without {@code vars} as it is. */
  static ConfigSection applied(ConfigSection profile) {
    if (!profile.isBlock(KEY)) {
      return profile; // whatever else stands there is told as a fault
    }
    Map<String, String> texts = profile.section(KEY).texts();
    Config without = profile.config().withoutPath(KEY);
    Config with =
        object(without.root(), texts).toConfig().withValue(KEY, profile.config().getValue(KEY));
    return new ConfigSection(
        with,
        profile.path(),
        profile.standard(),
        profile.place(),
        profile.faults(),
        profile.wrong());
  }

  /** Tells of names that cannot be such, and of those that need something else to mean anything. */
  static void check(ConfigSection profile) {
    if (!profile.has(HoursReader.KEY)) {
      profile.config().entrySet().stream()
          .filter(one -> one.getValue().unwrapped() instanceof String)
          .filter(one -> namesHours((String) one.getValue().unwrapped()))
          .forEach(one -> profile.tell(
              one.getKey(),
              "names when it is open, and the profile has no hours; allowed: with hours { … }"));
    }
    if (!profile.has(KEY)) {
      return;
    }
    ConfigSection vars = profile.section(KEY);
    for (String name : vars.keys()) {
      if (!name.matches(Placeholders.WORD) || name.startsWith("var.")) {
        vars.tell(name, "is no name; allowed: letters, digits, _, - and points, a letter first");
      } else if (Placeholders.KNOWN.contains(name) || EarlierVariables.NAMES.contains(name)) {
        vars.tell(name, "is known already, and is another in each call; allowed: another name");
      }
    }
  }

  private static boolean namesHours(String text) {
    return Placeholders.in(text).stream()
        .anyMatch(one ->
            ClockVariables.OF_HOURS.contains(one.name()) && one.otherwise().isEmpty());
  }

  private static ConfigObject object(ConfigObject object, Map<String, String> texts) {
    Map<String, ConfigValue> made = new HashMap<>();
    object.forEach((key, value) -> made.put(key, value(value, texts)));
    return ConfigValueFactory.fromMap(made).withOrigin(object.origin());
  }

  private static ConfigValue value(ConfigValue value, Map<String, String> texts) {
    if (value instanceof ConfigObject object) {
      return object(object, texts);
    }
    if (value instanceof ConfigList list) {
      List<ConfigValue> made = new ArrayList<>();
      list.forEach(one -> made.add(value(one, texts)));
      return ConfigValueFactory.fromIterable(made).withOrigin(list.origin());
    }
    return value.valueType() == ConfigValueType.STRING ? text(value, texts) : value;
  }

  private static ConfigValue text(ConfigValue value, Map<String, String> texts) {
    String written = (String) value.unwrapped();
    String made =
        Placeholders.replaced(written, one -> texts.getOrDefault(one.name(), asWritten(one)));
    return made.equals(written)
        ? value
        : ConfigValueFactory.fromAnyRef(made).withOrigin(value.origin());
  }

  private static String asWritten(Placeholder other) {
    return "{" + other.name() + other.otherwise().map(text -> "|" + text).orElse("") + "}";
  }
}
