package talkspurt.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180). Callers and models choose the words: a cell that a spreadsheet would take for a formula
 * begins with an apostrophe.
 */
final class Csv {

  private static final String END = "\r\n";

  private Csv() {}

  /** One line; what is null is empty, and what is neither text, number nor truth is JSON. */
  static String line(List<?> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + END;
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    String text = value instanceof String plain ? plain : Json.text(value);
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0)
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
