package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.control.AuditAction;
import talkspurt.control.OutboundCalls.Added;
import talkspurt.outbound.Outbound;

/** Has calls made, tells how far they are, and cancels them. */
public final class OutboundRoutes {

  private static final String PATH = "/api/calls/outbound";

  private final OutboundDirectory outbound;
  private final Supplier<ProfileDirectory> profiles;

  private OutboundRoutes(OutboundDirectory outbound, Supplier<ProfileDirectory> profiles) {
    this.outbound = outbound;
    this.profiles = profiles;
  }

  /**
   * The routes.
   *
   * @param profiles those in force
   */
  public static List<Endpoint> create(
      OutboundDirectory outbound, Supplier<ProfileDirectory> profiles, HttpSettings settings) {
    OutboundRoutes routes = new OutboundRoutes(outbound, profiles);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.post(PATH, Access.OPERATE, handling.withBody(routes::make))
            .audited(AuditAction.MAKE_CALLS),
        Endpoint.get(PATH + "/{id}", Access.READ, handling.bare(routes::tell))
            .audited(AuditAction.READ_OUTBOUND),
        Endpoint.delete(PATH + "/{id}", Access.OPERATE, handling.bare(routes::cancel))
            .audited(AuditAction.MAKE_CALLS));
  }

  /** Refuses where this engine makes no calls. */
  static void able(OutboundDirectory outbound) {
    outbound.unable().ifPresent(why -> {
      throw Problem.of(ProblemKind.NO_OUTBOUND_CALLS, why).found();
    });
  }

  /** Refuses a profile that is none, or that a token is not for. */
  static void mayUse(Asked asked, String profile, ProfileDirectory known) {
    if (!known.names().contains(profile)) {
      throw Checked.bad("profile", profile, known.listed());
    }
    if (!asked.mayUse(profile)) {
      throw Problem.of(ProblemKind.NOT_ALLOWED, "this token is not for calls of profile " + profile)
          .found();
    }
  }

  private CompletionStage<HttpResponse> make(Asked asked, RequestBody body) {
    able(outbound);
    JsonNode json = body.json("");
    if (json.path("profile").isTextual()) {
      mayUse(asked, json.path("profile").textValue(), profiles.get());
    }
    OutboundBody wanted = OutboundBody.read(json, outbound);
    return outbound
        .add(wanted.order(), wanted.idempotencyKey(), Json.text(json))
        .thenApply(OutboundRoutes::added);
  }

  private static HttpResponse added(Added added) {
    if (added instanceof Added.Kept kept) {
      return Json.answer(
              StatusCodes.CREATED, ContentTypes.APPLICATION_JSON, OutboundView.of(kept.one()))
          .addHeader(Location.create(PATH + "/" + kept.one().id()));
    } else if (added instanceof Added.Known known) {
      return Json.ok(OutboundView.of(known.one()));
    } else if (added instanceof Added.KeyInUse) {
      throw Problem.of(
              ProblemKind.KEY_IN_USE, "another call was asked for under this idempotencyKey")
          .found();
    } else if (added instanceof Added.Full) {
      throw Problem.of(
              ProblemKind.TOO_MANY_OUTBOUND_CALLS,
              "as many calls wait to be made as outbound.max-waiting allows")
          .found();
    }
    throw new AssertionError(added);
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    return known(asked).thenApply(one -> Json.ok(OutboundView.of(one)));
  }

  /** The one that is asked about, for who may use its profile. */
  private CompletionStage<Outbound> known(Asked asked) {
    if (!Checked.isCallId(asked.id())) {
      throw unknown();
    }
    return outbound
        .one(UUID.fromString(asked.id()))
        .thenApply(one -> one.filter(known -> asked.mayUse(known.order().profile()))
            .orElseThrow(OutboundRoutes::unknown));
  }

  private static ProblemFound unknown() {
    return Problem.of(ProblemKind.UNKNOWN_OUTBOUND_CALL, "no call was asked for under this id")
        .found();
  }

  private CompletionStage<HttpResponse> cancel(Asked asked) {
    return known(asked).thenCompose(one -> outbound.cancel(one.id())).thenApply(cancelled -> {
      Optional<OutboundView> view = cancelled.map(OutboundView::of);
      return Json.ok(view.orElseThrow(() -> Problem.of(
              ProblemKind.NOT_NOW,
              "the call is over, refused, or was answered: an answered call is hung up by DELETE"
                  + " /api/calls/{callId}")
          .found()));
    });
  }
}
