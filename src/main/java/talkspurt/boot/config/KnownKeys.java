package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.language.PackReader;

/**
 * Holds a user's settings against those that there are: a key with a typing error would otherwise change
 * nothing, silently.
 */
final class KnownKeys {

  private static final String ROOT = "talkspurt";
  private static final String LANGUAGES = ROOT + "." + LanguageFiles.KEY;
  private static final String DURATION = "\\d+(\\.\\d+)?\\s*(ms|s|m|h|d)";

  /** Blocks whose keys are the user's to name: languages, presets, profiles, Akka's own. */
  private static final Set<String> FREE = Set.of(
      "talkspurt.turn.commands",
      "talkspurt.turn.complete",
      "talkspurt.turn.courtesies",
      "talkspurt.turn.unfinished",
      "talkspurt.turn.backchannels",
      "talkspurt.filler.say",
      "talkspurt.lexicon",
      "talkspurt.calls.goodbye",
      "talkspurt.collect.words",
      "talkspurt.turn-presets",
      "talkspurt.profiles",
      "talkspurt.media-loop-dispatchers",
      "talkspurt.speech-dispatcher",
      "talkspurt.database-dispatcher");

  private final ConfigObject known;
  private final Faults faults;
  private final List<String> unusable = new ArrayList<>();

  private KnownKeys(Config reference, Faults faults) {
    this.known = reference.root();
    this.faults = faults;
  }

  /**
   * Tells keys that do not exist and values of the wrong type.
   *
   * @param own the user's settings, resolved
   * @param reference all settings there are, with their defaults, resolved
   * @return paths in {@code own} without which the rest can be read
   */
  static List<String> check(Config own, Config reference, Faults faults) {
    KnownKeys keys = new KnownKeys(reference, faults);
    keys.misplaced(own.root());
    if (own.root().containsKey(ROOT)) {
      keys.value(ROOT, own.root().get(ROOT), keys.known.get(ROOT));
    }
    return keys.unusable;
  }

  /** A block of ours that stands beside {@code talkspurt} instead of in it. */
  private void misplaced(ConfigObject own) {
    ConfigObject ours = (ConfigObject) known.get(ROOT);
    own.forEach((key, value) -> {
      boolean wanted = value.valueType() == ConfigValueType.OBJECT
          && ours.get(key) instanceof ConfigObject inside
          && ((ConfigObject) value).keySet().stream().anyMatch(inside::containsKey);
      boolean profiles = key.equals("profiles") && value.valueType() == ConfigValueType.OBJECT;
      if (!known.containsKey(key) && (wanted || profiles)) {
        faults.tell(
            "setting " + key + " does not exist (did you mean " + ROOT + "." + key
                + "?); allowed: the keys of" + " reference.conf, in the block " + ROOT,
            value.origin());
      } else if (!known.containsKey(key)) {
        Nearest.to(key, List.of(ROOT))
            .ifPresent(near -> faults.tell(
                "setting " + key + " does not exist (did you mean " + near
                    + "?); allowed: the block " + ROOT,
                value.origin()));
      }
    });
  }

  private void value(String path, ConfigValue own, ConfigValue standard) {
    boolean block = standard.valueType() == ConfigValueType.OBJECT;
    if (own.valueType() == ConfigValueType.NULL) {
      unusable(path, own, "is null; allowed: leave it out for the default");
    } else if (block && own.valueType() == ConfigValueType.OBJECT) {
      if (!FREE.contains(path)) {
        block(path, (ConfigObject) own, (ConfigObject) standard);
      }
    } else if (block) {
      wrong(path, own, "a block { … }");
    } else if (own.valueType() == ConfigValueType.OBJECT
        && standard.valueType() != ConfigValueType.LIST) {
      unusable(path, own, "is a block; allowed: a value such as " + text(standard));
    } else {
      leaf(path, own, standard);
    }
  }

  private void block(String path, ConfigObject own, ConfigObject standard) {
    if (standard.isEmpty()) {
      return;
    }
    for (Map.Entry<String, ConfigValue> entry : own.entrySet()) {
      String key = entry.getKey();
      String below = path + "." + ConfigUtil.joinPath(key);
      if (path.equals(LANGUAGES) && !key.equals(PackReader.ANY)) {
        value(below, entry.getValue(), standard.get(PackReader.FALLBACK));
      } else if (standard.containsKey(key)) {
        value(below, entry.getValue(), standard.get(key));
      } else {
        faults.tell(
            "setting " + below + " does not exist" + hint(path, key, standard.keySet())
                + "; allowed: the keys of reference.conf",
            entry.getValue().origin());
        unusable.add(below);
      }
    }
  }

  private void leaf(String path, ConfigValue own, ConfigValue standard) {
    Config alone = own.atKey("value");
    try {
      if (standard.valueType() == ConfigValueType.NUMBER) {
        alone.getDouble("value");
      } else if (standard.valueType() == ConfigValueType.BOOLEAN) {
        alone.getBoolean("value");
      } else if (standard.valueType() == ConfigValueType.LIST) {
        alone.getList("value");
      } else if (standard.unwrapped().toString().matches(DURATION)
          && !own.unwrapped().equals("off")) { // taken or refused by its reader
        new ConfigSection(alone, path).duration("value");
      } else {
        alone.getString("value");
      }
    } catch (ConfigException | StartFailure refused) {
      wrong(path, own, kind(standard));
    }
  }

  private static String kind(ConfigValue standard) {
    return switch (standard.valueType()) {
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case LIST -> "a list, such as " + text(standard);
      default ->
        standard.unwrapped().toString().matches(DURATION)
            ? "a duration with its unit, such as 500ms or 3s"
            : "a text";
    };
  }

  private void wrong(String path, ConfigValue own, String allowed) {
    unusable(path, own, "is " + text(own) + "; allowed: " + allowed);
  }

  private void unusable(String path, ConfigValue own, String complaint) {
    faults.tell("setting " + path + " " + complaint, own.origin());
    unusable.add(path);
  }

  private static String text(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  /** A key that looks like this one, here or, of just this name, in another block. */
  private String hint(String path, String key, Collection<String> here) {
    String near = Nearest.to(key, here).map(found -> path + "." + found).orElse("");
    if (!near.isEmpty()) {
      return " (did you mean " + near + "?)";
    }
    Set<String> elsewhere = new TreeSet<>();
    collect(ROOT, (ConfigObject) known.get(ROOT), key, elsewhere);
    return elsewhere.isEmpty()
        ? ""
        : " (did you mean " + String.join(" or ", elsewhere.stream().limit(3).toList()) + "?)";
  }

  private static void collect(String path, ConfigObject block, String key, Set<String> found) {
    block.forEach((name, value) -> {
      String below = path + "." + ConfigUtil.joinPath(name);
      if (name.equals(key)) {
        found.add(below);
      } else if (value instanceof ConfigObject inside
          && !below.equals("talkspurt.profiles")
          && !below.equals(LANGUAGES)) {
        collect(below, inside, key, found);
      }
    });
  }
}
