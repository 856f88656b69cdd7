package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.StatusCodes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.NextStep;
import talkspurt.call.Spending;
import talkspurt.control.AuditAction;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallStory;
import talkspurt.control.LegalHold;

/** What can be known of calls and done to them once they are announced. */
public final class CallRoutes {

  private final CallService desk;
  private final AudioPlaces audio;
  private final OutcomeDirectory outcomes;
  private final Function<UUID, CompletionStage<Optional<LegalHold>>> holds;
  private final String currency;
  private final Handling handling;

  private CallRoutes(
      CallService desk,
      AudioPlaces audio,
      OutcomeDirectory outcomes,
      Function<UUID, CompletionStage<Optional<LegalHold>>> holds,
      String currency,
      HttpSettings settings) {
    this.outcomes = outcomes;
    this.holds = holds;
    this.desk = desk;
    this.audio = audio;
    this.currency = currency;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param audio where a caller whose line was lost is to be connected again
   * @param outcomes how calls came out
   * @param holds whether a call is held
   * @param currency in which costs are told
   */
  public static List<Endpoint> create(
      CallService desk,
      AudioPlaces audio,
      OutcomeDirectory outcomes,
      Function<UUID, CompletionStage<Optional<LegalHold>>> holds,
      String currency,
      HttpSettings settings) {
    return new CallRoutes(desk, audio, outcomes, holds, currency, settings).endpoints();
  }

  private List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/calls", Access.READ, handling.bare(this::list))
            .auditedAs(CallRoutes::listed),
        Endpoint.get("/api/calls/{id}", Access.READ, handling.bare(this::tell))
            .audited(AuditAction.READ_CALL),
        Endpoint.delete("/api/calls/{id}", Access.OPERATE, handling.bare(this::hangUp))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.get("/api/calls/{id}/next", Access.CALL_START, handling.bare(this::next)),
        Endpoint.get(
            "/api/calls/{id}/transferred", Access.CALL_START, handling.bare(this::confirmTransfer)),
        Endpoint.post(
            "/api/calls/{id}/transferred", Access.CALL_START, handling.bare(this::confirmTransfer)),
        Endpoint.get(
            "/api/calls/{id}/consulting",
            Access.CALL_START,
            handling.bare(this::beginConsultation)),
        Endpoint.post(
            "/api/calls/{id}/consulting",
            Access.CALL_START,
            handling.bare(this::beginConsultation)),
        Endpoint.post(
            "/api/calls/{id}/transfer-failed",
            Access.CALL_START,
            handling.withBody(this::failTransfer)));
  }

  /** A page of calls is no secret among those who may read; all of them, or what was said in them, is. */
  private static Optional<AuditAction> listed(Asked asked) {
    Query query = asked.request().getUri().query();
    if (!query.get("format").orElse("json").equals("json")) {
      return Optional.of(AuditAction.EXPORT_CALLS);
    }
    return query.get("words").map(sought -> AuditAction.SEARCH_CALLS);
  }

  private CompletionStage<HttpResponse> list(Asked asked) {
    ListQuery query = ListQuery.read(asked);
    CallExport export = new CallExport(desk.listing(), currency);
    return switch (query.format()) {
      case JSON ->
        desk.listing().page(query.filter()).thenApply(page -> Json.ok(CallList.of(page, currency)));
      case JSONL -> export.lines(query.filter());
      case CSV -> export.csv(query.filter());
    };
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    return desk.story(asked)
        .thenCompose(story -> outcome(story)
            .thenCombine(
                later(story), (outcome, later) -> StoryView.of(story, currency, outcome, later)))
        .thenCompose(view -> holds
            .apply(UUID.fromString(view.callId()))
            .thenApply(hold -> Json.ok(view.held(hold))));
  }

  /** A call has none before it is over. */
  private CompletionStage<Optional<CallOutcome>> outcome(CallStory story) {
    return story.state().ended()
        ? outcomes.of(UUID.fromString(story.callId()))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** Nor has it cost anything since. */
  private CompletionStage<Spending> later(CallStory story) {
    return story.state().ended()
        ? outcomes.cost(UUID.fromString(story.callId()))
        : CompletableFuture.completedFuture(Spending.NONE);
  }

  private CompletionStage<HttpResponse> hangUp(Asked asked) {
    return desk.story(asked)
        .thenCompose(known -> desk.asking()
            .ask(
                Checked.callId("id", asked.id()),
                new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST)))
        .thenApply(Granted::call)
        .thenApply(ended -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private CompletionStage<HttpResponse> next(Asked asked) {
    Form form = Form.of(asked);
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked)
        .thenApply(story -> answer(form, reachable(story.next()), audio.near(callId), callId));
  }

  /** A line that comes to a node that is cut off does not find its call. */
  private NextStep reachable(NextStep step) {
    if (step instanceof NextStep.Reconnect && audio.cutOff().getAsBoolean()) {
      throw Problem.of(
              ProblemKind.UNAVAILABLE, "this node is cut off from most others; ask another node")
          .found();
    }
    return step;
  }

  private CompletionStage<HttpResponse> failTransfer(Asked asked, RequestBody body) {
    Form form = Form.of(asked);
    UUID callId = Checked.callId("id", asked.id());
    String why = TransferFailure.why(asked.request(), body);
    return desk.story(asked)
        .thenCompose(known -> desk.asking().ask(callId, new CallRequest.FailTransfer(why)))
        .thenApply(Granted::call)
        .thenApply(call -> answer(form, call.next(), audio.at(call.node(), callId), callId));
  }

  /** By GET as well, since a dialplan can do that everywhere. Told again, it is answered alike. */
  private CompletionStage<HttpResponse> confirmTransfer(Asked asked) {
    return onTheWay(asked, new CallRequest.ConfirmTransfer());
  }

  /** The same. */
  private CompletionStage<HttpResponse> beginConsultation(Asked asked) {
    return onTheWay(asked, new CallRequest.BeginConsultation());
  }

  private CompletionStage<HttpResponse> onTheWay(Asked asked, CallRequest told) {
    Form form = Form.of(asked);
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked)
        .thenCompose(known -> desk.asking().ask(callId, told))
        .thenApply(Granted::call)
        .thenApply(call -> answer(form, call.next(), audio.at(call.node(), callId), callId));
  }

  private HttpResponse answer(Form form, NextStep step, String address, UUID callId) {
    NextAnswer next = NextAnswer.of(step, audio.place(address, callId, form.line()));
    return form.format() == AnswerFormat.TEXT
        ? PlainText.answer(StatusCodes.OK, next.line())
        : Json.ok(next);
  }

  /** How a dialplan wants to be told what comes next, and by what it brings the call's line. */
  private record Form(AnswerFormat format, LineKind line) {

    static Form of(Asked asked) {
      return new Form(
          AnswerFormat.of(asked.request()),
          LineKind.of(asked.request().getUri().query().get("line").orElse("")));
    }
  }
}
