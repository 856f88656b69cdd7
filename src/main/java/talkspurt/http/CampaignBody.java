package talkspurt.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.PhoneNumber;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.OutboundOrder;

/**
 * Calls of a campaign as CSV tells them: a first line with the names of the columns, {@code number} among them.
 *
 * @param orders the lines that can be taken
 * @param faulty the others
 */
record CampaignBody(List<OutboundOrder> orders, List<Faulty> faulty) {

  /** A line that cannot be taken, by its number from 1, and why. */
  record Faulty(int line, String problem) {}

  /**
   * What all calls have in all.
   *
   * @param consent of lines that say none
   */
  record ForAll(
      String campaign,
      String profile,
      OutboundDirectory.Terms terms,
      DialWindow window,
      int attempts,
      Optional<String> consent) {}

  private static final String NUMBER = "number";
  private static final String CONSENT = "consent";

  static CampaignBody read(String csv, ForAll all, OutboundDirectory outbound) {
    List<CsvReader.Row> rows = CsvReader.rows(csv);
    List<String> columns = rows.isEmpty() ? List.of() : rows.get(0).cells();
    if (!columns.contains(NUMBER)) {
      throw Problem.of(
              ProblemKind.BAD_REQUEST,
              "the body has no first line with a column 'number'; allowed: CSV such as number,name")
          .found();
    }
    columns.forEach(CampaignBody::column);
    if (columns.stream().distinct().count() < columns.size()) {
      throw Problem.of(ProblemKind.BAD_REQUEST, "a column of the first line is there twice")
          .found();
    }
    if (columns.size() > Checked.MAX_VARIABLES + 2) {
      throw Problem.of(
              ProblemKind.BAD_REQUEST,
              "there are " + columns.size() + " columns; allowed: number, consent, and "
                  + Checked.MAX_VARIABLES + " others")
          .found();
    }
    List<OutboundOrder> orders = new ArrayList<>();
    List<Faulty> faulty = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (CsvReader.Row row : rows.subList(1, rows.size())) {
      try {
        OutboundOrder order = order(row, columns, all, outbound);
        Integer before = seen.putIfAbsent(order.request().number().e164(), row.line());
        if (before != null) {
          faulty.add(new Faulty(row.line(), "number is that of line " + before));
        } else {
          orders.add(order);
        }
      } catch (ProblemFound wrong) {
        faulty.add(new Faulty(row.line(), wrong.problem().detail()));
      }
    }
    return new CampaignBody(orders, faulty);
  }

  private static void column(String name) {
    if (!name.equals(NUMBER) && !name.equals(CONSENT)) {
      Checked.variableName("column", name);
    }
  }

  private static OutboundOrder order(
      CsvReader.Row row, List<String> columns, ForAll all, OutboundDirectory outbound) {
    if (row.cells().size() != columns.size()) {
      throw Problem.of(
              ProblemKind.BAD_REQUEST,
              "has " + row.cells().size() + " cells; allowed: " + columns.size()
                  + ", as the first line")
          .found();
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int at = 0; at < columns.size(); at++) {
      cells.put(columns.get(at), Checked.variable(columns.get(at), row.cells().get(at)));
    }
    String written = Checked.text(NUMBER, cells.remove(NUMBER));
    DialNumber number = outbound
        .number(new PhoneNumber(written))
        .orElseThrow(
            () -> Problem.badField(NUMBER, "is no number that can be dialled").found());
    String own = cells.getOrDefault(CONSENT, "");
    cells.remove(CONSENT);
    return new OutboundOrder(
        new DialRequest(
            number,
            own.isEmpty() ? all.consent() : Optional.of(Checked.text(CONSENT, own)),
            all.window()),
        all.profile(),
        cells,
        all.terms().callerId(),
        all.terms().trunk(),
        all.terms().ringing(),
        all.attempts(),
        Optional.of(all.campaign()));
  }

  /** When it was asked, for who asks what the window is. */
  static DialWindow window(QueryParameters.Span span, Instant now) {
    return OutboundBody.window(span.from(), span.to(), now);
  }
}
