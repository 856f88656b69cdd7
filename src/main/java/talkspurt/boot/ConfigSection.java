package talkspurt.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One block of settings. What is wrong in it is told in one line that names the key, the value and
 * what is allowed.
 */
record ConfigSection(Config config, String path) {

  String text(String key) {
    return read(key, "a text", Config::getString);
  }

  String text(String key, String otherwise) {
    return config.hasPath(key) ? text(key) : otherwise;
  }

  int number(String key) {
    return read(key, "a whole number", Config::getInt);
  }

  boolean flag(String key) {
    return read(key, "true or false", Config::getBoolean);
  }

  double fraction(String key) {
    return read(key, "a number", Config::getDouble);
  }

  Duration duration(String key) {
    return read(key, "a duration such as 500ms or 3s", Config::getDuration);
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", Config::getStringList);
  }

  List<String> texts(String key, List<String> otherwise) {
    return config.hasPath(key) ? texts(key) : otherwise;
  }

  ConfigSection section(String key) {
    Config block = read(key, "a block { … }", Config::getConfig);
    return new ConfigSection(block, path + "." + key);
  }

  /** The blocks of a list; none where it is not there. */
  List<ConfigSection> sections(String key) {
    if (!config.hasPath(key)) {
      return List.of();
    }
    return read(key, "a list of blocks [ { … } ]", Config::getConfigList).stream()
        .map(block -> new ConfigSection(block, path + "." + key))
        .toList();
  }

  /** This block, and where it says nothing another. */
  ConfigSection or(ConfigSection standard) {
    return new ConfigSection(config.withFallback(standard.config), path);
  }

  boolean has(String key) {
    return config.hasPath(key);
  }

  /** Whether a block stands there, and not a value. */
  boolean isBlock(String key) {
    return has(key) && config.getValue(key).valueType() == ConfigValueType.OBJECT;
  }

  /** This block, the block of that key in it, the one in that, and so on; read as they are asked for. */
  Iterable<ConfigSection> chain(String key) {
    return Stream.iterate(
        this, Objects::nonNull, block -> block.has(key) ? block.section(key) : null)::iterator;
  }

  /** The texts directly in this block, by their names. */
  Map<String, String> texts() {
    return keys().stream().collect(Collectors.toMap(name -> name, this::text));
  }

  /** Names of the blocks and values directly in this block. */
  Set<String> keys() {
    return new TreeSet<>(config.root().keySet());
  }

  /** Refuses keys that nobody would read. */
  ConfigSection only(String... allowed) {
    for (String key : keys()) {
      if (!List.of(allowed).contains(key)) {
        throw new StartFailure("setting " + path + "." + key + " does not exist; allowed: "
            + List.of(allowed) + where(config.root().get(key)));
      }
    }
    return this;
  }

  /** Makes a record that checks itself, and says of which block its complaint is. */
  <T> T check(Function<ConfigSection, T> record) {
    try {
      return record.apply(this);
    } catch (IllegalArgumentException wrong) {
      throw new StartFailure("setting " + path + ": " + wrong.getMessage(), wrong);
    }
  }

  private <T> T read(String key, String allowed, Getter<T> getter) {
    try {
      return getter.get(config, ConfigUtil.joinPath(key.split("\\.")));
    } catch (ConfigException.Missing missing) {
      throw new StartFailure("setting " + path + "." + key + " is missing; allowed: " + allowed);
    } catch (ConfigException wrong) {
      ConfigValue value = config.root().get(key);
      throw new StartFailure(
          "setting " + path + "." + key + " is "
              + (value == null ? "unreadable" : value.render(ConfigRenderOptions.concise()))
              + "; allowed: " + allowed
              + where(value),
          wrong);
    }
  }

  private static String where(ConfigValue value) {
    return value == null ? "" : " (" + value.origin().description() + ")";
  }

  private interface Getter<T> {
    T get(Config config, String path);
  }
}
