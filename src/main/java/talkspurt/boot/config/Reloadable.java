package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which settings are read again while calls run: profiles, and what they are made of. All others hold from a start. */
final class Reloadable {

  private static final String ROOT = "talkspurt";
  private static final String CALLS = "calls";

  /** Blocks that are read again as a whole. */
  private static final List<String> WHOLE = List.of(
      "default-profile",
      "time-zone",
      "profiles",
      "turn",
      "turn-presets",
      "filler",
      "languages",
      "lexicon",
      "transcribers",
      "synthesizers",
      "responders",
      "knowledge",
      "bots",
      "media-stream",
      "tools",
      "mcp",
      "handoffs",
      "fees");

  /** What of the block {@code calls} is. */
  private static final List<String> OF_CALLS = List.of(
      "longest",
      "wrap-up",
      "goodbye",
      "budget.per-call",
      "busy.mode",
      "busy.say",
      "busy.longest-wait",
      "busy.say-again-after");

  private Reloadable() {}

  /** Names of the blocks in {@code talkspurt} that files of profiles may hold. */
  static List<String> blocks() {
    return WHOLE;
  }

  private static List<String> paths() {
    return Stream.concat(WHOLE.stream(), OF_CALLS.stream().map(key -> CALLS + "." + key))
        .map(key -> ROOT + "." + key)
        .toList();
  }

  /** What is in force, but for what is read again. */
  static Config over(Config inForce, Config fresh) {
    Config merged = inForce;
    for (String path : paths()) {
      merged = merged.withoutPath(path);
      if (fresh.hasPath(path)) {
        merged = merged.withValue(path, fresh.getValue(path));
      }
    }
    return merged;
  }

  /** Settings without those that are not read again, whose faults are of no matter. */
  static Config only(Config settings) {
    Config left = settings;
    if (settings.hasPath(ROOT) && settings.root().get(ROOT) instanceof ConfigObject ours) {
      for (String key : ours.keySet()) {
        if (!WHOLE.contains(key)) {
          left = left.withoutPath(ROOT + "." + ConfigUtil.joinPath(key));
        }
      }
      for (String key : OF_CALLS) {
        String path = ROOT + "." + CALLS + "." + key;
        if (settings.hasPath(path)) {
          left = left.withValue(path, settings.getValue(path));
        }
      }
    }
    return left;
  }

  /** Settings that differ and are not read again, each with its place. */
  static List<String> fixed(Config started, Config fresh) {
    Config before = without(started);
    Config now = without(fresh);
    if (now.equals(before)) {
      return List.of(); // to name what differs costs a hundred times as much
    }
    Set<String> keys = new TreeSet<>();
    before.entrySet().forEach(entry -> keys.add(entry.getKey()));
    now.entrySet().forEach(entry -> keys.add(entry.getKey()));
    return keys.stream()
        .filter(key -> !value(before, key).equals(value(now, key)))
        .map(key -> key + place(now, key))
        .toList();
  }

  private static Config without(Config settings) {
    Config left = settings;
    for (String path : paths()) {
      left = left.withoutPath(path);
    }
    return left.hasPath(ROOT) ? left.withOnlyPath(ROOT) : left;
  }

  private static Object value(Config settings, String key) {
    return settings.hasPath(key) ? settings.getValue(key).unwrapped() : "";
  }

  private static String place(Config settings, String key) {
    if (!settings.hasPath(key)) {
      return "";
    }
    ConfigValue value = settings.getValue(key);
    String place = Faults.place(value.origin());
    return place.isEmpty() ? "" : " (" + place + ")";
  }
}
