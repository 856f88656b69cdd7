package talkspurt.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.call.PhoneNumber;
import talkspurt.control.AuditAction;
import talkspurt.control.CallLogEntry;
import talkspurt.control.Removal;
import talkspurt.control.Subject;

/** Everything that is kept of one number, or of one call: told, and deleted. */
public final class SubjectRoutes {

  private static final List<String> FIELDS = List.of("as");

  /** Finds and deletes what is kept. */
  public interface Subjects {

    /** All calls of a number, oldest first. */
    Source<CallLogEntry, NotUsed> calls(Subject subject);

    /** Has all deleted that is kept of a number. */
    CompletionStage<Removal> delete(Subject subject, String by);

    /** Has all deleted that is kept of a call. */
    CompletionStage<Removal> delete(UUID callId, String by);

    /** How far that is. */
    CompletionStage<Optional<Removal>> of(String id);
  }

  private final CallService desk;
  private final Subjects subjects;
  private final SubjectExport export;

  private SubjectRoutes(CallService desk, Subjects subjects, SubjectExport export) {
    this.desk = desk;
    this.subjects = subjects;
    this.export = export;
  }

  /**
   * The routes.
   *
   * @param outcomes how calls came out
   * @param holds which calls are held
   * @param audit who looked at them
   * @param outbound what is to be dialled
   * @param currency in which costs are told
   */
  public static List<Endpoint> create(
      CallService desk,
      Subjects subjects,
      OutcomeDirectory outcomes,
      HoldRoutes.Holds holds,
      AuditRoutes.Reading audit,
      OutboundDirectory outbound,
      String currency,
      HttpSettings settings) {
    SubjectRoutes routes = new SubjectRoutes(
        desk,
        subjects,
        new SubjectExport(desk.telling(), outcomes, holds, audit, outbound, currency));
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/subjects/{id}", Access.ADMIN, handling.bare(routes::tell))
            .audited(AuditAction.EXPORT_SUBJECT),
        Endpoint.delete("/api/subjects/{id}", Access.ADMIN, handling.bare(routes::delete))
            .audited(AuditAction.DELETE_SUBJECT),
        Endpoint.delete("/api/calls/{id}/data", Access.ADMIN, handling.bare(routes::deleteCall))
            .audited(AuditAction.DELETE_CALL),
        Endpoint.get("/api/removals/{id}", Access.ADMIN, handling.bare(routes::removal))
            .audited(AuditAction.READ_REMOVAL));
  }

  /** A number as it may be written in a path. */
  static PhoneNumber number(String text) {
    String number = Checked.text("number", StartQuery.plusKept(text)).strip();
    if (number.isEmpty()) {
      throw Checked.bad("number", text, "a number");
    }
    return new PhoneNumber(number);
  }

  private static Subject subject(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "a subject");
    String as = given.text("as").orElse("caller");
    return new Subject(
        number(asked.id()),
        switch (as) {
          case "caller" -> Subject.Side.CALLER;
          case "called" -> Subject.Side.CALLED;
          case "either" -> Subject.Side.EITHER;
          default -> throw Checked.bad("as", as, "caller, called, either");
        });
  }

  private static String by(Asked asked) {
    return asked.token().map(ApiToken::name).orElse("");
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    Subject subject = subject(asked);
    return export.of(subject, subjects.calls(subject));
  }

  private CompletionStage<HttpResponse> delete(Asked asked) {
    return subjects.delete(subject(asked), by(asked)).thenApply(SubjectRoutes::accepted);
  }

  /** Once all is gone the call is unknown. */
  private CompletionStage<HttpResponse> deleteCall(Asked asked) {
    return desk.story(asked)
        .thenCompose(story -> subjects.delete(UUID.fromString(story.callId()), by(asked)))
        .thenApply(SubjectRoutes::accepted);
  }

  private static HttpResponse accepted(Removal removal) {
    return Json.answer(
        StatusCodes.ACCEPTED, ContentTypes.APPLICATION_JSON, RemovalView.of(removal));
  }

  private CompletionStage<HttpResponse> removal(Asked asked) {
    return (Checked.isCallId(asked.id())
            ? subjects.of(asked.id())
            : CompletableFuture.completedFuture(Optional.<Removal>empty()))
        .thenApply(removal -> removal
            .map(known -> Json.ok(RemovalView.of(known)))
            .orElseThrow(() -> Problem.of(
                    ProblemKind.UNKNOWN_REMOVAL, "nothing was asked to be deleted under this id")
                .found()));
  }
}
