package talkspurt.http;

import java.util.List;
import java.util.Map;
import talkspurt.control.CallOutcome;

/** Outcomes as lines of CSV. */
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

  /** The names of the columns. */
  static final String HEAD = Csv.line(COLUMNS);

  private OutcomeCsv() {}

  static String line(CallOutcome outcome) {
    Map<String, Object> view = outcome.view();
    return Csv.line(COLUMNS.stream().map(view::get).toList());
  }
}
