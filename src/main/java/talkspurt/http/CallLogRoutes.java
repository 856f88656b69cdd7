package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AsideEntry;
import talkspurt.control.AuditAction;
import talkspurt.control.CallLogCare;
import talkspurt.control.RebuildState;

/** Where administrators see to the call log: its version, what it has set aside, and that it is made anew. */
public final class CallLogRoutes {

  private static final List<String> FIELDS = List.of("after");
  private static final char BETWEEN = '|';

  private final CallLogCare log;

  private CallLogRoutes(CallLogCare log) {
    this.log = log;
  }

  /** The routes. */
  public static List<Endpoint> create(CallLogCare log, HttpSettings settings) {
    CallLogRoutes routes = new CallLogRoutes(log);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/call-log", Access.ADMIN, handling.bare(asked -> routes.tell())),
        Endpoint.post(
                "/api/call-log/rebuild", Access.ADMIN, handling.bare(asked -> routes.rebuild()))
            .audited(AuditAction.REPAIR_CALL_LOG),
        Endpoint.get("/api/call-log/set-aside", Access.ADMIN, handling.bare(routes::setAside)),
        Endpoint.post(
                "/api/call-log/set-aside/retry",
                Access.ADMIN,
                handling.bare(asked -> log.retry().thenApply(Json::ok)))
            .audited(AuditAction.REPAIR_CALL_LOG));
  }

  /**
   * The log.
   *
   * @param version of which every row is at least
   * @param current which this program writes
   * @param setAside how much is set aside
   */
  record View(int version, int current, long setAside, Rebuild rebuild) {}

  /**
   * How far it is being made anew.
   *
   * @param position up to where in the journal that is done
   * @param target where that ends
   * @param calls how many calls were made anew
   * @param worker which process does it
   */
  record Rebuild(
      boolean running,
      long position,
      long target,
      long calls,
      Optional<String> worker,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt) {

    static Rebuild of(RebuildState state) {
      return new Rebuild(
          state.running(),
          state.position(),
          state.target(),
          state.calls(),
          Optional.of(state.worker()).filter(worker -> state.running() && !worker.isEmpty()),
          state.startedAt(),
          state.finishedAt());
    }
  }

  /**
   * What is set aside.
   *
   * @param next what the next page is behind; there while there may be more
   */
  record Aside(List<AsideEntry> setAside, Optional<String> next) {}

  private CompletionStage<HttpResponse> tell() {
    return log.rebuilt()
        .thenCombine(
            log.setAside(),
            (state, aside) -> Json.ok(
                new View(state.version(), RebuildState.current(), aside, Rebuild.of(state))));
  }

  /** Answered before it is done. */
  private CompletionStage<HttpResponse> rebuild() {
    return log.rebuild()
        .thenApply(state ->
            Json.answer(StatusCodes.ACCEPTED, ContentTypes.APPLICATION_JSON, Rebuild.of(state)));
  }

  private CompletionStage<HttpResponse> setAside(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "what is set aside");
    Place after = given.value("after", Place::read).orElse(new Place("", 0));
    return log.setAside(after.call(), after.event())
        .thenApply(page -> Json.ok(new Aside(page, next(page))));
  }

  private static Optional<String> next(List<AsideEntry> page) {
    return page.stream()
        .reduce((first, last) -> last)
        .map(last -> last.callId() + BETWEEN + last.event());
  }

  /** An event of a call. */
  private record Place(String call, long event) {

    static Place read(String field, String text) {
      int between = text.lastIndexOf(BETWEEN);
      String event = text.substring(between + 1);
      if (between < 1 || !event.matches("[0-9]{1,18}")) {
        throw Checked.bad(field, text, "the next of an earlier answer");
      }
      return new Place(Checked.text(field, text.substring(0, between)), Long.parseLong(event));
    }
  }
}
