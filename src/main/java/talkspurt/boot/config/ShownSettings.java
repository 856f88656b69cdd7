package talkspurt.boot.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.SortedMap;
import java.util.TreeMap;

/** All settings of a node as they may be shown. */
public final class ShownSettings {

  private static final String ROOT = "talkspurt";

  private ShownSettings() {}

  /** By path; {@link ProfileSheet#MASK} in the place of what is, or may well be, secret. */
  public static SortedMap<String, String> of(Settings settings) {
    SortedMap<String, String> shown = new TreeMap<>();
    show(ROOT, settings.config().getValue(ROOT), shown);
    return shown;
  }

  private static void show(String path, ConfigValue value, SortedMap<String, String> shown) {
    if (value instanceof ConfigObject block) {
      block.forEach((key, inside) -> show(path + "." + key, inside, shown));
    } else if (value instanceof ConfigList list
        && list.stream().anyMatch(ConfigObject.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        show(path + "." + i, list.get(i), shown);
      }
    } else {
      shown.put(path, ShownValues.text(path, value));
    }
  }
}
