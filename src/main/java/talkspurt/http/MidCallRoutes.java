package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Destination;
import talkspurt.call.Intervention;
import talkspurt.call.SessionChange;
import talkspurt.control.AuditAction;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;

/** How operators and programs change a call while it runs, and bring words into it. */
public final class MidCallRoutes {

  private static final String NOW = "now";
  private static final String NEXT_TURN = "next-turn";

  private final CallService desk;
  private final Supplier<ProfileDirectory> profiles;
  private final InstantSource clock;
  private final Consumer<String> counted;

  private MidCallRoutes(
      CallService desk,
      Supplier<ProfileDirectory> profiles,
      InstantSource clock,
      Consumer<String> counted) {
    this.desk = desk;
    this.profiles = profiles;
    this.clock = clock;
    this.counted = counted;
  }

  /**
   * The routes.
   *
   * @param profiles those in force
   * @param counted told of what a call has taken: {@code session}, {@code say}, {@code hint} or {@code transfer}
   */
  public static List<Endpoint> create(
      CallService desk,
      Supplier<ProfileDirectory> profiles,
      InstantSource clock,
      Consumer<String> counted,
      HttpSettings settings) {
    MidCallRoutes routes = new MidCallRoutes(desk, profiles, clock, counted);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.patch(
                "/api/calls/{id}/session", Access.OPERATE, handling.withBody(routes::changeSession))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.post("/api/calls/{id}/say", Access.OPERATE, handling.withBody(routes::say))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.get(
                "/api/calls/{id}/say",
                Access.READ,
                handling.bare(asked -> routes.tell(asked, Intervention.Kind.SAY)))
            .audited(AuditAction.READ_CALL),
        Endpoint.post(
                "/api/calls/{id}/transfer", Access.OPERATE, handling.withBody(routes::transfer))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.post("/api/calls/{id}/hint", Access.OPERATE, handling.withBody(routes::hint))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.get(
                "/api/calls/{id}/hint",
                Access.READ,
                handling.bare(asked -> routes.tell(asked, Intervention.Kind.HINT)))
            .audited(AuditAction.READ_CALL));
  }

  private CompletionStage<HttpResponse> changeSession(Asked asked, RequestBody body) {
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked).thenCompose(story -> {
      SessionChange change = SessionBody.read(body.json(""));
      boolean anyVoice = rules(story)
          .map(rules -> {
            rules.toChange(change).ifPresent(why -> object(why, ProblemKind.NO_SESSION));
            return rules.anyVoice();
          })
          .orElse(false);
      return ask(callId, new CallRequest.ChangeSession(change, anyVoice), "session")
          .thenApply(changed -> Json.ok(inForce(change)));
    });
  }

  private static Map<String, Object> inForce(SessionChange change) {
    Map<String, String> fields = new LinkedHashMap<>();
    SessionBody.fields(change)
        .forEach(field -> fields.put(field, SessionBody.AT_ONCE.contains(field) ? NOW : NEXT_TURN));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("inForce", fields.containsValue(NEXT_TURN) ? NEXT_TURN : NOW);
    answer.put("fields", fields);
    return answer;
  }

  private CompletionStage<HttpResponse> say(Asked asked, RequestBody body) {
    return desk.story(asked).thenCompose(story -> {
      Intervention wanted =
          InterventionBody.say(asked, body.json(""), MidCallRoutes::id, clock.instant());
      rules(story)
          .flatMap(MidCallRules::toSay)
          .ifPresent(why -> object(why, ProblemKind.NOT_POSSIBLE));
      return intervene(asked, wanted, "say");
    });
  }

  private CompletionStage<HttpResponse> hint(Asked asked, RequestBody body) {
    return desk.story(asked).thenCompose(story -> {
      Intervention wanted =
          InterventionBody.hint(asked, body.json(""), MidCallRoutes::id, clock.instant());
      rules(story)
          .flatMap(rules -> rules.toHint(wanted.speaks()))
          .ifPresent(why -> object(why, ProblemKind.NOT_POSSIBLE));
      return intervene(asked, wanted, "hint");
    });
  }

  /** By a name of the profile's, or any place of the dialplan. */
  private CompletionStage<HttpResponse> transfer(Asked asked, RequestBody body) {
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked).thenCompose(story -> {
      Map<String, String> named = rules(story).map(MidCallRules::transfers).orElse(Map.of());
      Destination to = TransferBody.read(body.json(""), named);
      return ask(callId, new CallRequest.SendTo(to, InterventionBody.by(asked)), "transfer")
          .thenApply(sent -> Json.answer(
              StatusCodes.ACCEPTED,
              ContentTypes.APPLICATION_JSON,
              Map.of("destination", to.text())));
    });
  }

  private CompletionStage<HttpResponse> intervene(Asked asked, Intervention wanted, String what) {
    UUID callId = Checked.callId("id", asked.id());
    return ask(callId, new CallRequest.Intervene(wanted), what)
        .thenApply(taken -> Json.answer(
                StatusCodes.ACCEPTED,
                ContentTypes.APPLICATION_JSON,
                Map.of("id", wanted.id(), "status", wanted.speaks() ? "waiting" : "told"))
            .addHeader(Location.create("/api/calls/" + callId + "/" + what)));
  }

  private CompletionStage<HttpResponse> tell(Asked asked, Intervention.Kind kind) {
    return desk.story(asked)
        .thenApply(story -> Json.ok(Map.of(
            kind == Intervention.Kind.SAY ? "say" : "hints", InterventionView.of(story, kind))));
  }

  private CompletionStage<CallReply.Done> ask(UUID callId, CallRequest request, String what) {
    return desk.asking().ask(callId, request).thenApply(Granted::done).thenApply(done -> {
      counted.accept(what);
      return done;
    });
  }

  /** None where the call is over, which it says itself, or where its profile is not known here any more. */
  private Optional<MidCallRules> rules(CallStory story) {
    CallPlan plan = story.state().file().plan();
    return story.state().ended()
        ? Optional.empty()
        : Optional.ofNullable(profiles.get().rules().get(plan.profile()))
            .map(rules -> rules.of(plan.variant()));
  }

  private static void object(MidCallRules.Objection objection, ProblemKind impossible) {
    throw (objection.wrong()
            ? Problem.badField(objection.field(), objection.why())
            : new Problem(impossible, objection.why(), Optional.of(objection.field())))
        .found();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
