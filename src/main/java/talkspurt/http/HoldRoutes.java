package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.call.Refusal;
import talkspurt.control.AuditAction;
import talkspurt.control.LegalHold;

/** Holds calls, so that nothing of them is deleted, and ends that. */
public final class HoldRoutes {

  private static final String REASON = "reason";
  private static final int MAX_REASON = 1000;

  /** What is known of holds. */
  public interface Holds {

    /** That of a call, where it has one. */
    CompletionStage<Optional<LegalHold>> of(UUID callId);

    /** Holds a call, or gives another reason; empty where nothing is left of the call. */
    CompletionStage<Optional<LegalHold>> hold(UUID callId, String reason, String by);

    /** Ends the hold of a call; whether it had one. */
    CompletionStage<Boolean> release(UUID callId);
  }

  private final CallService desk;
  private final Holds holds;

  private HoldRoutes(CallService desk, Holds holds) {
    this.desk = desk;
    this.holds = holds;
  }

  /** The routes. */
  public static List<Endpoint> create(CallService desk, Holds holds, HttpSettings settings) {
    HoldRoutes routes = new HoldRoutes(desk, holds);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.put("/api/calls/{id}/hold", Access.ADMIN, handling.withBody(routes::hold))
            .audited(AuditAction.HOLD_CALL),
        Endpoint.delete("/api/calls/{id}/hold", Access.ADMIN, handling.bare(routes::release))
            .audited(AuditAction.RELEASE_CALL));
  }

  /**
   * A hold.
   *
   * @param by the name of a token; absent where none is needed
   */
  record View(String reason, Optional<String> by, Instant since) {

    static View of(LegalHold hold) {
      return new View(hold.reason(), Optional.of(hold.by()).filter(by -> !by.isEmpty()), hold.at());
    }
  }

  private CompletionStage<HttpResponse> hold(Asked asked, RequestBody body) {
    JsonNode json = body.json("");
    json.fieldNames().forEachRemaining(name -> {
      if (!name.equals(REASON)) {
        throw Checked.bad(name, name, REASON);
      }
    });
    String reason =
        json.has(REASON) ? StartBody.string(REASON, json.get(REASON)).strip() : "";
    if (reason.isEmpty()) {
      throw Problem.badField(REASON, "is missing; allowed: why the call is held")
          .found();
    }
    String checked = Checked.lines(REASON, reason, MAX_REASON);
    String by = asked.token().map(ApiToken::name).orElse("");
    return desk.story(asked)
        .thenCompose(known -> holds.hold(UUID.fromString(known.callId()), checked, by))
        .thenApply(hold -> hold.map(View::of)
            .map(Json::ok)
            .orElseThrow(() -> Problem.of(Refusal.UNKNOWN_CALL).found()));
  }

  /** Of a call without a hold it is ended already. */
  private CompletionStage<HttpResponse> release(Asked asked) {
    return holds
        .release(Checked.callId("id", asked.id()))
        .thenApply(ended -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }
}
