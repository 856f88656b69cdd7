package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import talkspurt.language.LanguagePack;
import talkspurt.language.PackReader;
import talkspurt.language.numbers.NumberRules;

/** Reads how languages read numbers ({@code numbers.conf}). */
final class NumberRulesReader {

  private static final Map<String, NumberRules> ALL = all();
  private static final NumberRules NONE = new NumberRules(Map.of(), Map.of(), Map.of());

  private NumberRulesReader() {}

  /** The rules of a language, by its BCP 47 tag. */
  static NumberRules of(String language) {
    return ALL.getOrDefault(PackReader.base(language), NONE);
  }

  private static Map<String, NumberRules> all() {
    Config whole = ConfigFactory.parseResources(LanguagePack.class.getClassLoader(), "numbers.conf")
        .resolve()
        .getConfig("talkspurt-numbers");
    Map<String, NumberRules> all = new HashMap<>();
    whole.root().forEach((language, block) -> all.put(language, rules((ConfigObject) block)));
    return Map.copyOf(all);
  }

  private static NumberRules rules(ConfigObject block) {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    Map<String, Map<String, String>> parts = new HashMap<>();
    block.forEach((key, value) -> {
      if (value instanceof ConfigList list) {
        lists.put(key, list.stream().map(NumberRulesReader::text).toList());
      } else if (value instanceof ConfigObject part) {
        Map<String, String> named = new LinkedHashMap<>();
        part.forEach((name, one) -> named.put(name, text(one)));
        parts.put(key, named);
      } else {
        texts.put(key, text(value));
      }
    });
    return new NumberRules(texts, lists, parts);
  }

  private static String text(ConfigValue value) {
    return String.valueOf(value.unwrapped());
  }
}
