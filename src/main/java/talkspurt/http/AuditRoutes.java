package talkspurt.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import talkspurt.control.AuditAction;
import talkspurt.control.AuditEntry;
import talkspurt.control.AuditFilter;

/** Tells who did what: a page, or all as JSON Lines or CSV. */
public final class AuditRoutes {

  private static final List<String> FIELDS =
      List.of("token", "action", "callId", "number", "from", "to", "cursor", "limit", "format");
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_DIGITS = 18;
  private static final List<String> COLUMNS =
      List.of("id", "at", "token", "address", "node", "action", "callId", "subject");

  /** Reads the audit. */
  public interface Reading {

    /** Entries, the newest first. */
    CompletionStage<List<AuditEntry>> page(AuditFilter filter);

    /** What stands for a number. */
    CompletionStage<String> hash(String number);
  }

  private final Reading audit;

  private AuditRoutes(Reading audit) {
    this.audit = audit;
  }

  /** The routes. */
  public static List<Endpoint> create(Reading audit, HttpSettings settings) {
    AuditRoutes routes = new AuditRoutes(audit);
    return List.of(
        Endpoint.get("/api/audit", Access.ADMIN, new Handling(settings).bare(routes::tell))
            .audited(AuditAction.READ_AUDIT));
  }

  /**
   * An entry.
   *
   * @param callId of which call; absent where it is about none
   * @param subject the keyed hash of a number; absent where it is about none
   */
  record View(
      long id,
      Instant at,
      String token,
      String address,
      String node,
      String action,
      Optional<String> callId,
      Optional<String> subject) {

    static View of(AuditEntry entry) {
      Optional<String> target = Optional.of(entry.target()).filter(known -> !known.isEmpty());
      return new View(
          entry.id(),
          entry.at(),
          entry.token(),
          entry.address(),
          entry.node(),
          entry.action().label(),
          target.filter(known -> entry.action().ofCall()),
          target.filter(known -> entry.action().ofNumber()));
    }
  }

  /**
   * A page.
   *
   * @param nextCursor where the next page begins; there while there may be more
   */
  record Page(List<View> entries, Optional<String> nextCursor) {}

  private CompletionStage<HttpResponse> tell(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "the audit");
    String format = given.text("format").orElse("json");
    if (given.has("callId") && given.has("number")) {
      throw Problem.badField("number", "is given with callId; allowed: one of them")
          .found();
    }
    return target(given).thenCompose(target -> {
      AuditFilter filter = filter(given, target);
      return switch (format) {
        case "json" -> audit.page(filter).thenApply(page -> Json.ok(page(page, filter)));
        case "jsonl" ->
          CompletableFuture.completedFuture(Exported.lines(all(filter).map(View::of)));
        case "csv" ->
          CompletableFuture.completedFuture(
              Exported.csv(Csv.line(COLUMNS), all(filter).map(AuditRoutes::line)));
        default -> throw Checked.bad("format", format, "json, jsonl, csv");
      };
    });
  }

  private CompletionStage<Optional<String>> target(QueryParameters given) {
    Optional<String> number = given.text("number");
    return number.isPresent()
        ? audit.hash(SubjectRoutes.number(number.get()).number()).thenApply(Optional::of)
        : CompletableFuture.completedFuture(
            given.value("callId", Checked::callId).map(Object::toString));
  }

  private static AuditFilter filter(QueryParameters given, Optional<String> target) {
    QueryParameters.Span span = given.span();
    return new AuditFilter(
        given.value("token", Checked::text),
        given.value("action", AuditRoutes::action),
        target,
        span.from(),
        span.to(),
        given.value("cursor", AuditRoutes::entry),
        given.number("limit", DEFAULT_LIMIT, 1, AuditFilter.MAX_LIMIT));
  }

  private static AuditAction action(String field, String text) {
    return AuditAction.of(text)
        .orElseThrow(() -> Checked.bad(
            field,
            text,
            Arrays.stream(AuditAction.values())
                .map(AuditAction::label)
                .collect(Collectors.joining(", "))));
  }

  private static long entry(String field, String text) {
    if (!text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw Checked.bad(field, text, "the nextCursor of an earlier answer");
    }
    return Long.parseLong(text);
  }

  private static Page page(List<AuditEntry> page, AuditFilter filter) {
    return new Page(
        page.stream().map(View::of).toList(),
        page.size() < filter.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(page.get(page.size() - 1).id())));
  }

  private Source<AuditEntry, NotUsed> all(AuditFilter filter) {
    return Source.unfoldAsync(
            Optional.of(filter),
            wanted -> wanted.isEmpty()
                ? CompletableFuture.completedFuture(
                    Optional.<Pair<Optional<AuditFilter>, List<AuditEntry>>>empty())
                : audit
                    .page(wanted.get())
                    .thenApply(page -> Optional.of(Pair.create(next(wanted.get(), page), page))))
        .mapConcat(page -> page);
  }

  private static Optional<AuditFilter> next(AuditFilter filter, List<AuditEntry> page) {
    return page.size() < filter.limit()
        ? Optional.empty()
        : Optional.of(filter.behind(page.get(page.size() - 1).id()));
  }

  private static String line(AuditEntry entry) {
    View view = View.of(entry);
    return Csv.line(Arrays.asList(
        view.id(),
        view.at().toString(),
        view.token(),
        view.address(),
        view.node(),
        view.action(),
        view.callId().orElse(""),
        view.subject().orElse("")));
  }
}
