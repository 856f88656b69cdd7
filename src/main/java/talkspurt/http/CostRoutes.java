package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import talkspurt.call.Spending.Spent;
import talkspurt.control.CostQuery;
import talkspurt.control.CostQuery.By;
import talkspurt.control.CostReport;

/** What calls have cost, by day, profile or provider. */
public final class CostRoutes {

  private static final List<String> FIELDS = List.of("from", "to", "profile", "by", "format");
  private static final String BYS =
      Arrays.stream(By.values()).map(By::label).collect(Collectors.joining(", "));

  private final Function<CostQuery, CompletionStage<CostReport>> costs;
  private final String currency;
  private final ZoneId zone;

  private CostRoutes(
      Function<CostQuery, CompletionStage<CostReport>> costs, String currency, ZoneId zone) {
    this.costs = costs;
    this.currency = currency;
    this.zone = zone;
  }

  /**
   * The routes.
   *
   * @param costs tells what calls have cost
   * @param zone where a day begins and ends
   */
  public static List<Endpoint> create(
      Function<CostQuery, CompletionStage<CostReport>> costs,
      String currency,
      ZoneId zone,
      HttpSettings settings) {
    CostRoutes routes = new CostRoutes(costs, currency, zone);
    return List.of(
        Endpoint.get("/api/costs", Access.READ, new Handling(settings).bare(routes::tell)));
  }

  /**
   * The answer.
   *
   * @param zone where a day begins and ends
   * @param by what {@code costs} are told apart by
   */
  record View(
      String currency,
      String zone,
      String by,
      Optional<Instant> from,
      Optional<Instant> to,
      Group total,
      List<Group> costs) {}

  /**
   * Calls together.
   *
   * @param name what they have in common, under the name of what they are told apart by
   * @param estimated how much of what was used providers have not told
   * @param tariffs from which days on those hold by which they were paid
   */
  record Group(
      @JsonAnyGetter Map<String, String> name,
      long calls,
      BigDecimal amount,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Long> used,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Long> estimated,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tariffs) {

    static Group of(Map<String, String> name, CostReport.Group group) {
      Spent spent = group.spent();
      return new Group(
          name,
          group.calls(),
          CostView.amount(spent.millionths()),
          new TreeMap<>(spent.used()),
          new TreeMap<>(spent.estimated()),
          spent.tariffs());
    }
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    QueryParameters given = new QueryParameters(asked.request().getUri().query(), FIELDS, "costs");
    QueryParameters.Span span = given.span();
    By by = given.value("by", CostRoutes::by).orElse(By.DAY);
    boolean csv = given.value("format", CostRoutes::csv).orElse(false);
    return costs
        .apply(new CostQuery(span.from(), span.to(), given.profile(asked), by))
        .thenApply(report -> csv ? csv(by, report) : Json.ok(view(span, by, report)));
  }

  private static By by(String field, String text) {
    return Arrays.stream(By.values())
        .filter(by -> by.label().equals(text))
        .findFirst()
        .orElseThrow(() -> Checked.bad(field, text, BYS));
  }

  private static boolean csv(String field, String text) {
    if (!text.equals("csv") && !text.equals("json")) {
      throw Checked.bad(field, text, "json, csv");
    }
    return text.equals("csv");
  }

  private View view(QueryParameters.Span span, By by, CostReport report) {
    List<Group> groups = new ArrayList<>();
    report.groups().forEach((name, group) -> groups.add(Group.of(Map.of(by.label(), name), group)));
    return new View(
        currency,
        zone.getId(),
        by.label(),
        span.from(),
        span.to(),
        Group.of(Map.of(), report.total()),
        groups);
  }

  private HttpResponse csv(By by, CostReport report) {
    List<String> head = new ArrayList<>(List.of(by.label(), "calls", "amount", "currency"));
    CostReport.UNITS.forEach(unit -> head.addAll(List.of(unit, unit + "-estimated")));
    List<String> lines = new ArrayList<>();
    report.groups().forEach((name, group) -> {
      Spent spent = group.spent();
      List<Object> cells = new ArrayList<>(
          List.of(name, group.calls(), CostView.amount(spent.millionths()), currency));
      CostReport.UNITS.forEach(unit -> cells.addAll(
          List.of(spent.used().getOrDefault(unit, 0L), spent.estimated().getOrDefault(unit, 0L))));
      lines.add(Csv.line(cells));
    });
    return Exported.csv(Csv.line(head), Source.from(lines));
  }
}
