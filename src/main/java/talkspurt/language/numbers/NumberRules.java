package talkspurt.language.numbers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a language reads numbers, where ICU does not know, or knows it wrongly.
 *
 * @param texts by key, such as {@code time}
 * @param lists by key, such as {@code days}
 * @param parts by key and name, such as the forms of a currency's minor unit
 */
public record NumberRules(
    Map<String, String> texts,
    Map<String, List<String>> lists,
    Map<String, Map<String, String>> parts) {

  public NumberRules {
    texts = Map.copyOf(texts);
    lists = Map.copyOf(lists);
    parts = Map.copyOf(parts);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  List<String> list(String key) {
    return lists.getOrDefault(key, List.of());
  }

  Map<String, String> part(String key) {
    return parts.getOrDefault(key, Map.of());
  }
}
