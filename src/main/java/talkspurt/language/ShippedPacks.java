package talkspurt.language;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The languages as they are shipped, for whoever has no settings. Thread-safe. */
final class ShippedPacks {

  private static final Map<String, Config> FILES = new ConcurrentHashMap<>();
  private static final Map<String, LanguagePack> PACKS = new ConcurrentHashMap<>();

  private ShippedPacks() {}

  /** The language of a tag; one that has no file has its words in English. */
  static LanguagePack of(String tag) {
    String base = PackReader.base(tag);
    String known = base.matches("[a-z]{2,3}") ? base : PackReader.FALLBACK;
    return PACKS
        .computeIfAbsent(
            known,
            name ->
                PackReader.read(name, file(name), file(PackReader.ANY), file(PackReader.FALLBACK)))
        .as(tag);
  }

  private static Config file(String name) {
    return FILES.computeIfAbsent(
        name, file -> ConfigFactory.parseResources("languages/" + file + ".conf"));
  }
}
