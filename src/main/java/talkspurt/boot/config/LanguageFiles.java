package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.language.LanguagePack;
import talkspurt.language.PackReader;
import talkspurt.language.Wording.Text;
import talkspurt.text.Placeholders;

/**
 * What is known of languages: the files that are shipped, and what {@code talkspurt.languages} says beside. A tag such as
 * {@code en-GB} has what is said of itself, and else of {@code en}.
 */
final class LanguageFiles {

  static final String KEY = "languages";

  /** Whoever calls may name any. */
  private static final int MOST_KEPT = 200;

  private final ConfigSection all;
  private final Map<String, Config> byTag = new TreeMap<>();

  /** Those of {@code talkspurt}. */
  LanguageFiles(ConfigSection root) {
    all = root.sectionOrNothing(KEY);
  }

  /** What is known of one language; nothing of an unknown one. */
  synchronized Config of(String tag) {
    Config known = byTag.get(tag);
    if (known == null) {
      Config base = block(PackReader.base(tag));
      known = tag.equals(PackReader.base(tag)) ? base : block(tag).withFallback(base);
      if (byTag.size() < MOST_KEPT) {
        byTag.put(tag, known);
      }
    }
    return known;
  }

  /** All of them, as they were read: equal where nothing has changed. */
  Config all() {
    return all.config();
  }

  private Config block(String name) {
    ConfigValue block = all.config().root().get(name);
    return block instanceof ConfigObject known ? known.toConfig() : ConfigFactory.empty();
  }

  boolean has(String tag, String key) {
    return of(tag).hasPath(key);
  }

  List<String> words(String tag, String key) {
    return has(tag, key) ? of(tag).getStringList(key) : List.of();
  }

  Optional<String> text(String tag, String key) {
    return has(tag, key) ? Optional.of(of(tag).getString(key)) : Optional.empty();
  }

  /** The language, as calls in it know it. */
  LanguagePack pack(String tag) {
    return PackReader.read(tag, of(tag), of(PackReader.ANY), of(PackReader.FALLBACK));
  }

  /** Whether the engine has all that it tells a model in this language. */
  boolean complete(String tag) {
    return PackReader.missing(of(tag)).isEmpty() && has(tag, "turn");
  }

  /** Tells what is wrong with any of them. */
  void checkAll() {
    for (String name : all.keys()) {
      if (all.isBlock(ConfigUtil.quoteString(name))) {
        ConfigSection own =
            new ConfigSection(block(name), all.path() + "." + name, all.standard(), all.faults());
        all.faults().attempt(() -> own.check(checked -> check(name, checked)));
      }
    }
  }

  private LanguagePack check(String name, ConfigSection own) {
    for (Text text : Text.values()) {
      String key = "model." + text.key();
      if (own.has(key)) {
        names(own, key, List.of(text.names()));
      }
    }
    return PackReader.read(name, own.config(), of(PackReader.ANY), of(PackReader.FALLBACK));
  }

  /** A name that means nothing there would be read out, or left out, in every call. */
  private static void names(ConfigSection own, String key, List<String> known) {
    for (Placeholders.Placeholder one : Placeholders.in(own.text(key))) {
      if (!known.contains(one.name())) {
        own.tell(
            key,
            "names {" + one.name() + "}" + Nearest.hint(one.name(), known) + "; allowed: "
                + (known.isEmpty() ? "no names" : known.toString()));
      }
    }
  }
}
