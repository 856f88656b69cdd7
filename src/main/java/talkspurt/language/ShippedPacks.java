package talkspurt.language;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The languages as they are shipped, for whoever has no settings. Thread-safe. */
final class ShippedPacks {

  /** Stands for all languages that have no file: whoever calls may name any. */
  private static final String NO_FILE = "";

  private static final Map<String, Config> FILES = new ConcurrentHashMap<>();
  private static final Map<String, LanguagePack> PACKS = new ConcurrentHashMap<>();

  private ShippedPacks() {}

  /** The language of a tag; one that has no file has its words in English. */
  static LanguagePack of(String tag) {
    String base = PackReader.base(tag);
    String known = base.matches("[a-z]{2,3}") ? base : PackReader.FALLBACK;
    return PACKS
        .computeIfAbsent(isThere(known) ? known : NO_FILE, ShippedPacks::read)
        .as(tag);
  }

  private static boolean isThere(String name) {
    return FILES.containsKey(name)
        || ShippedPacks.class.getResource("/languages/" + name + ".conf") != null;
  }

  private static LanguagePack read(String name) {
    Config own = name.equals(NO_FILE) ? ConfigFactory.empty() : file(name);
    return PackReader.read(name, own, file(PackReader.ANY), file(PackReader.FALLBACK));
  }

  private static Config file(String name) {
    return FILES.computeIfAbsent(
        name, file -> ConfigFactory.parseResources("languages/" + file + ".conf"));
  }
}
