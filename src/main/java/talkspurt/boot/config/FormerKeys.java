package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings by the names they had before 0.1: {@code most-lines} is {@code max-lines} now, {@code
 * connect-within} is {@code connect-timeout}. Each former name is warned of; beside the new name it is
 * ignored, as is what has no name any more.
 */
final class FormerKeys {

  private static final String ROOT = "talkspurt";
  private static final String MOST = "most-";
  private static final String WITHIN = "-within";
  private static final Map<String, String> OTHERS =
      Map.of("end-of-turn-most", "end-of-turn-max", "keep-after", "resume-after");

  /** Blocks whose keys are not ours: what is sent to tools, bots and models. */
  private static final Set<String> FOREIGN =
      Set.of("parameters", "headers", "with", "transfers", "extra", "say", "lexicon");

  /** What is not set any more, and why. */
  private static final Map<String, String> GONE =
      Map.of("talkspurt.media-dispatcher", "recognisers and bots run on the thread of their line");

  private final Faults faults;

  private FormerKeys(Faults faults) {
    this.faults = faults;
  }

  /** The same settings by today's names. Substitutions need not be made yet. */
  static Config renamed(Config own, Faults faults) {
    ConfigObject root = own.root();
    return block(root, ROOT)
        .map(ours -> root.withValue(ROOT, new FormerKeys(faults).renamed(ROOT, ours)))
        .orElse(root)
        .toConfig();
  }

  /** The name that a key has today; the key itself where it never had another. */
  static String today(String key) {
    if (key.startsWith(MOST)) {
      return "max-" + key.substring(MOST.length());
    }
    return key.endsWith(WITHIN)
        ? key.substring(0, key.length() - WITHIN.length()) + "-timeout"
        : OTHERS.getOrDefault(key, key);
  }

  private ConfigObject renamed(String path, ConfigObject own) {
    ConfigObject block = own;
    for (String key : own.keySet()) {
      String below = path + "." + ConfigUtil.joinPath(key);
      String name = named(path) ? key : today(key);
      if (GONE.containsKey(below)) {
        faults.warn(
            "setting " + below + " has no effect any more: " + GONE.get(below),
            own.get(key).origin());
        block = block.withoutKey(key);
      } else if (!name.equals(key)) {
        block = moved(block, key, name, path);
      } else if (!FOREIGN.contains(key)) {
        Optional<ConfigObject> inside = block(own, key);
        if (inside.isPresent()) {
          block = block.withValue(key, renamed(below, inside.get()));
        }
      }
    }
    return block;
  }

  /** Whether the keys of a block are the user's to name. */
  private static boolean named(String path) {
    return path.equals(ROOT + ".profiles")
        || path.equals(ROOT + ".turn-presets")
        || path.endsWith(".tools.http");
  }

  private ConfigObject moved(ConfigObject block, String key, String name, String path) {
    ConfigValue value = block.get(key);
    boolean both = block.containsKey(name);
    faults.warn(
        "setting " + path + "." + key + " is called " + name + " now"
            + (both
                ? ", which is set too: " + key + " is ignored"
                : "; the old name will not be read by version 0.2"),
        value.origin());
    ConfigObject without = block.withoutKey(key);
    return both ? without : without.withValue(name, value);
  }

  /** A block, where it is known to be one before substitutions are made. */
  private static Optional<ConfigObject> block(ConfigObject parent, String key) {
    try {
      return parent.get(key) instanceof ConfigObject block && !block.keySet().isEmpty()
          ? Optional.of(block)
          : Optional.empty();
    } catch (ConfigException.NotResolved later) {
      return Optional.empty();
    }
  }
}
