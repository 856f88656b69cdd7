package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.call.PhoneNumber;
import talkspurt.control.AuditAction;
import talkspurt.control.DoNotCall;
import talkspurt.outbound.DialNumber;

/** Tells who must not be called, adds numbers to that list, and takes them off it. */
public final class DoNotCallRoutes {

  private static final String PATH = "/api/do-not-call/{id}";

  private final OutboundDirectory outbound;

  private DoNotCallRoutes(OutboundDirectory outbound) {
    this.outbound = outbound;
  }

  /** The routes. */
  public static List<Endpoint> create(OutboundDirectory outbound, HttpSettings settings) {
    DoNotCallRoutes routes = new DoNotCallRoutes(outbound);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get(PATH, Access.READ, handling.bare(routes::tell))
            .audited(AuditAction.READ_DO_NOT_CALL),
        Endpoint.put(PATH, Access.OPERATE, handling.bare(routes::add))
            .audited(AuditAction.ADD_DO_NOT_CALL),
        Endpoint.delete(PATH, Access.ADMIN, handling.bare(routes::remove))
            .audited(AuditAction.REMOVE_DO_NOT_CALL));
  }

  /**
   * A number on the list.
   *
   * @param source {@code api}, or {@code opt-out} where the called party asked for it
   * @param by name of the token by which it was asked for; absent where none was needed
   * @param callId the call in which they asked
   */
  record View(
      String number, String source, Optional<String> by, Optional<String> callId, Instant since) {

    static View of(String number, DoNotCall entry) {
      return new View(
          number,
          entry.source().label(),
          Optional.of(entry.by()).filter(by -> !by.isEmpty()),
          entry.callId(),
          entry.at());
    }
  }

  private DialNumber number(Asked asked) {
    return OutboundBody.number("number", StartQuery.plusKept(asked.id()), outbound);
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    DialNumber number = number(asked);
    return outbound
        .doNotCall(new PhoneNumber(number.e164()))
        .thenApply(
            entry -> Json.ok(View.of(number.e164(), entry.orElseThrow(DoNotCallRoutes::unknown))));
  }

  private CompletionStage<HttpResponse> add(Asked asked) {
    DialNumber number = number(asked);
    return outbound
        .addDoNotCall(number, asked.token().map(ApiToken::name).orElse(""))
        .thenApply(entry -> Json.ok(View.of(number.e164(), entry)));
  }

  private CompletionStage<HttpResponse> remove(Asked asked) {
    return outbound.removeDoNotCall(number(asked)).thenApply(was -> {
      if (!was) {
        throw unknown();
      }
      return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
    });
  }

  private static ProblemFound unknown() {
    return Problem.of(ProblemKind.NOT_ON_THE_LIST, "the number is not on the do-not-call list")
        .found();
  }
}
