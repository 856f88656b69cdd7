package talkspurt.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import talkspurt.text.OutsideText;

/** Collections of texts from outside, so that a journal can write them. */
final class Repaired {

  private Repaired() {}

  /** Names and values; of names that become the same the last counts. */
  static Map<String, String> map(Map<String, String> raw) {
    boolean whole = raw.entrySet().stream()
        .allMatch(each ->
            OutsideText.isWellFormed(each.getKey()) && OutsideText.isWellFormed(each.getValue()));
    if (whole) {
      return Map.copyOf(raw);
    }
    Map<String, String> kept = new LinkedHashMap<>();
    raw.forEach((name, value) -> kept.put(OutsideText.repaired(name), OutsideText.repaired(value)));
    return Map.copyOf(kept);
  }

  static List<String> list(List<String> raw) {
    return raw.stream().map(OutsideText::repaired).toList();
  }
}
