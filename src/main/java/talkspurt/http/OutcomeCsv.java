package talkspurt.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import talkspurt.control.CallOutcome;

/**
 * Outcomes as lines of CSV (RFC 4180). Callers and models choose the words: a cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
final class OutcomeCsv {

  private static final List<String> COLUMNS = List.of(
      "callId",
      "profile",
      "profileVersion",
      "endedAt",
      "endReason",
      "state",
      "source",
      "disposition",
      "reason",
      "summary",
      "fields",
      "goals",
      "cause",
      "settledAt");
  private static final String END = "\r\n";

  /** The names of the columns. */
  static final String HEAD = String.join(",", COLUMNS) + END;

  private OutcomeCsv() {}

  static String line(CallOutcome outcome) {
    Map<String, Object> view = outcome.view();
    return COLUMNS.stream().map(column -> cell(view.get(column))).collect(Collectors.joining(","))
        + END;
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof String plain ? plain : Json.text(value);
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0)
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
