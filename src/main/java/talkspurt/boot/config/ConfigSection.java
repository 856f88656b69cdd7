package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.text.EarlierVariables;
import talkspurt.text.Placeholders;
import talkspurt.text.Placeholders.Placeholder;

/**
 * One block of settings. What is wrong in it is told in one line that names the key, the value, what is
 * allowed, file and line. Where faults are collected, a default or a {@link StandInValues value} takes the
 * place of a wrong one, so that the rest of the block is looked at, too.
 *
 * @param config what holds
 * @param path of the block, for messages
 * @param standard what holds where {@code config} is silent, if that is known by itself
 * @param place where the block stands
 * @param faults who is told
 * @param wrong keys that were asked for, and how often each turned out to be wrong
 */
public record ConfigSection(
    Config config,
    String path,
    Config standard,
    ConfigOrigin place,
    Faults faults,
    Map<String, Integer> wrong) {

  private static final int MAX_TRIES = 100;

  /** Stands in for a block; were it the schema of a tool's parameters, there would be nothing to say of it. */
  private static final Config NO_BLOCK =
      ConfigFactory.parseMap(Map.of("type", "object"), Unresolved.STAND_IN);

  /** A block whose first fault is thrown. */
  ConfigSection(Config config, String path) {
    this(config, path, ConfigFactory.empty(), Faults.atOnce());
  }

  ConfigSection(Config config, String path, Config standard, Faults faults) {
    this(config, path, standard, config.root().origin(), faults, new HashMap<>());
  }

  String text(String key) {
    return read(key, "a text", Config::getString, StandInValues.TEXTS);
  }

  /** A text in which names may stand that are known in a call; another name is a fault. */
  String template(String key) {
    return template(key, text(key));
  }

  /** The same for one of several texts of a key. */
  String template(String key, String text) {
    for (Placeholder one : Placeholders.in(text)) {
      if (!one.sure() && EarlierVariables.NAMES.contains(one.name())) {
        tell(
            key,
            "names {" + one.name() + "}, which is not known of each caller; allowed: {" + one.name()
                + "|a text} with what is said then");
      } else if (!one.sure()) {
        tell(
            key,
            "names {" + one.name() + "}" + Nearest.hint(one.name(), Placeholders.KNOWN)
                + ", which nothing is known by; allowed: " + Placeholders.KNOWN
                + ", names of the profile's vars, {var.NAME} for what the dialplan sends, and {"
                + one.name() + "|a text} with what is said where nothing is known");
      }
    }
    return text;
  }

  /** A text that is made before any call, in which no name of a call may stand. */
  String fixed(String key, String text) {
    for (Placeholder one : Placeholders.in(text)) {
      tell(
          key,
          "names {" + one.name()
              + "}, but is spoken before there is a call, so that it is there when the voice is not; allowed: names of"
              + " the profile's vars");
    }
    return text;
  }

  String text(String key, String otherwise) {
    return config.hasPath(key) ? text(key) : otherwise;
  }

  int number(String key) {
    return read(key, "a whole number", ConfigSection::whole, StandInValues.NUMBERS);
  }

  boolean flag(String key) {
    return read(key, "true or false", Config::getBoolean, List.of(false));
  }

  double fraction(String key) {
    return read(key, "a number", Config::getDouble, StandInValues.FRACTIONS);
  }

  Duration duration(String key) {
    return read(
        key,
        "a duration with its unit, such as 500ms or 3s",
        ConfigSection::duration,
        StandInValues.DURATIONS);
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", Config::getStringList, StandInValues.LISTS);
  }

  List<String> texts(String key, List<String> otherwise) {
    return config.hasPath(key) ? texts(key) : otherwise;
  }

  /** A block; of one that is missing and has no default, nothing more is told. */
  public ConfigSection section(String key) {
    Config block = read(key, "a block { … }" + example(key), Config::getConfig, List.of(NO_BLOCK));
    Config below = ConfigFactory.empty();
    if (standard.hasPath(key) && standard.getValue(key).valueType() == ConfigValueType.OBJECT) {
      below = standard.getConfig(key);
    }
    return new ConfigSection(
        block, path + "." + key, below, block == NO_BLOCK ? Faults.collected() : faults);
  }

  /** A block that may be missing, and says nothing then. */
  ConfigSection sectionOrNothing(String key) {
    return has(key) ? section(key) : new ConfigSection(ConfigFactory.empty(), path + "." + key);
  }

  /** The blocks of a list; none where it is not there. */
  List<ConfigSection> sections(String key) {
    if (!config.hasPath(key)) {
      return List.of();
    }
    return read(
            key, "a list of blocks [ { … } ]", ConfigSection::blocks, List.of(List.<Config>of()))
        .stream()
        .map(block -> new ConfigSection(block, path + "." + key, ConfigFactory.empty(), faults))
        .toList();
  }

  /** This block, and where it says nothing another. */
  ConfigSection or(ConfigSection other) {
    Config sure = other.standard.withFallback(other.config).withFallback(standard);
    return new ConfigSection(config.withFallback(other.config), path, sure, place, faults, wrong);
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

  /** The same, in which names may stand that are known in a call. */
  Map<String, String> templates() {
    return keys().stream().collect(Collectors.toMap(name -> name, this::template));
  }

  /** Names of the blocks and values directly in this block. */
  public Set<String> keys() {
    return new TreeSet<>(config.root().keySet());
  }

  /** Refuses keys that nobody would read. */
  ConfigSection only(String... allowed) {
    List<String> known = List.of(allowed);
    for (String key : keys()) {
      if (!known.contains(key)) {
        faults.tell(
            "setting " + path + "." + key + " does not exist" + Nearest.hint(key, known)
                + "; allowed: " + known,
            config.root().get(key).origin());
      }
    }
    return this;
  }

  /** Tells that a key of this block is wrong. */
  void tell(String key, String complaint) {
    faults.tell("setting " + path + "." + key + " " + complaint, placeOf(key));
  }

  /** Tells that a key of this block works, but hardly as it was meant. */
  void warn(String key, String complaint) {
    faults.warn("setting " + path + "." + key + " " + complaint, placeOf(key));
  }

  /** Tells that this block is wrong. */
  void tell(String complaint) {
    faults.tell("setting " + path + " " + complaint, place);
  }

  /**
   * Makes a record that checks itself, and says of which block its complaint is. Where faults are
   * collected, the value that is complained of is replaced and the record made again, until all
   * complaints are known.
   */
  public <T> T check(Function<ConfigSection, T> record) {
    for (int tries = 0; ; tries++) {
      String complaint;
      try {
        return record.apply(this);
      } catch (IllegalArgumentException refused) {
        complaint = String.valueOf(refused.getMessage());
      } catch (ConfigException refused) {
        complaint = StandInValues.withoutPlace(refused);
      }
      String key = complained(complaint);
      if (wrong.getOrDefault(key, 0) == 0) {
        faults.tell("setting " + path + ": " + complaint, placeOf(key));
      }
      boolean replaceable = wrong.getOrDefault(key, StandInValues.MOST) < StandInValues.MOST;
      if (tries == MAX_TRIES || !replaceable) {
        throw StartFailure.alreadyTold(path);
      }
      wrong.merge(key, 1, Integer::sum);
    }
  }

  /** A complaint begins with its key, if it is of one; {@code url} may be short for {@code base-url}. */
  private String complained(String complaint) {
    String first = complaint.split("[ :]", 2)[0];
    return Stream.concat(wrong.keySet().stream(), keys().stream())
        .filter(key -> key.equals(first) || key.endsWith("-" + first))
        .min((one, other) -> one.length() - other.length())
        .orElse("");
  }

  private <T> T read(String key, String allowed, Getter<T> getter, List<T> standIns) {
    String at = ConfigUtil.joinPath(key.split("\\."));
    if (wrong.computeIfAbsent(key, asked -> 0) == 0) {
      try {
        return getter.get(config, at);
      } catch (ConfigException.Missing missing) {
        faults.tell(
            "setting " + path + "." + key + " is missing; allowed: " + allowed, placeOf(key));
      } catch (ConfigException refused) {
        faults.tell(
            "setting " + path + "." + key + " is "
                + config.getValue(at).render(ConfigRenderOptions.concise())
                + "; allowed: " + allowed,
            placeOf(key));
      }
      wrong.put(key, 1);
    }
    List<T> instead = new ArrayList<>();
    if (standard.hasPath(at)) {
      try {
        instead.add(getter.get(standard, at));
      } catch (ConfigException wrongToo) {
        // told of where that is read
      }
    }
    instead.addAll(standIns);
    if (instead.isEmpty()) {
      throw StartFailure.alreadyTold(path + "." + key);
    }
    return instead.get(Math.min(wrong.get(key), instead.size()) - 1);
  }

  /** Where a key stands; for one that is missing, where its block does. */
  private ConfigOrigin placeOf(String key) {
    String at = ConfigUtil.joinPath(key.split("\\."));
    boolean there = !key.isEmpty() && config.hasPathOrNull(at);
    ConfigOrigin origin = !there
        ? null
        : config.getIsNull(at)
            ? config.root().get(key).origin()
            : config.getValue(at).origin();
    return origin == null || Faults.place(origin).isEmpty() ? place : origin;
  }

  /** The library would leave out what is behind the point. */
  private static int whole(Config config, String at) {
    int whole = config.getInt(at);
    if (config.getDouble(at) != whole) {
      throw new ConfigException.BadValue(config.getValue(at).origin(), at, "no whole number");
    }
    return whole;
  }

  /** Without a unit, milliseconds would be meant. */
  private static Duration duration(Config config, String at) {
    Duration duration = config.getDuration(at);
    ConfigValue value = config.getValue(at);
    if (!duration.isZero() && value.unwrapped().toString().strip().matches("[-+]?[0-9.]+")) {
      throw new ConfigException.BadValue(value.origin(), at, "no unit");
    }
    return duration;
  }

  private static List<Config> blocks(Config config, String at) {
    return new ArrayList<>(config.getConfigList(at));
  }

  private String example(String key) {
    return config.hasPath(key)
            && Set.of("transcriber", "synthesizer", "responder", "bot", "fallback")
                .contains(key)
        ? ", such as " + key + " { kind = " + config.getValue(key).unwrapped() + " }"
        : "";
  }

  private interface Getter<T> {
    T get(Config config, String path);
  }
}
