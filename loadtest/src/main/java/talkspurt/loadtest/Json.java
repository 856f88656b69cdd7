package talkspurt.loadtest;

import java.util.Map;
import java.util.stream.Collectors;

/** JSON in one line, of what a report holds: maps, numbers, truth values, texts and nothing. */
final class Json {
  private Json() {}

  static String line(Object value) {
    if (value instanceof Map<?, ?> map)
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey().toString()) + ":" + line(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    if (value == null || value instanceof Number || value instanceof Boolean)
      return String.valueOf(value);
    return text(value.toString());
  }

  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append("\\u%04x".formatted((int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
