package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Direction;
import talkspurt.call.Variant;
import talkspurt.control.AdmissionMode;
import talkspurt.control.CallLimit;
import talkspurt.control.CallParty;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallReply;
import talkspurt.control.CallSummary;
import talkspurt.control.NoPlace;
import talkspurt.telemetry.TraceParent;

/** Where calls are announced: by dialplans in a query, by programs in JSON. */
public final class CallStartRoutes {

  private final CallService desk;
  private final Supplier<ProfileDirectory> profiles;
  private final AudioPlaces audio;
  private final CallPlaces places;
  private final BusyDesk busy;
  private final Supplier<AdmissionMode> admission;
  private final AnsweredCalls outbound;
  private final Supplier<UUID> newIds;
  private final InstantSource clock;
  private final Handling handling;

  private CallStartRoutes(
      CallService desk,
      Supplier<ProfileDirectory> profiles,
      AudioPlaces audio,
      CallPlaces places,
      BusyDesk busy,
      Supplier<AdmissionMode> admission,
      AnsweredCalls outbound,
      Supplier<UUID> newIds,
      InstantSource clock,
      HttpSettings settings) {
    this.desk = desk;
    this.profiles = profiles;
    this.audio = audio;
    this.places = places;
    this.busy = busy;
    this.admission = admission;
    this.outbound = outbound;
    this.newIds = newIds;
    this.clock = clock;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param profiles those in force
   * @param audio where the calls announced here are to bring their audio
   * @param places which calls may be told to come to this node
   * @param busy where callers without a place hear so
   * @param admission whether new calls are taken at all
   * @param outbound is told which outbound calls are answered
   * @param newIds makes the ids of calls that come without one
   * @param clock tells whether it is within the hours of a profile
   */
  public static List<Endpoint> create(
      CallService desk,
      Supplier<ProfileDirectory> profiles,
      AudioPlaces audio,
      CallPlaces places,
      BusyDesk busy,
      Supplier<AdmissionMode> admission,
      AnsweredCalls outbound,
      Supplier<UUID> newIds,
      InstantSource clock,
      HttpSettings settings) {
    return new CallStartRoutes(
            desk, profiles, audio, places, busy, admission, outbound, newIds, clock, settings)
        .endpoints();
  }

  private List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/call-start", Access.CALL_START, handling.bare(this::startByQuery)),
        Endpoint.post("/api/calls", Access.CALL_START, handling.withBody(this::startByBody)));
  }

  private CompletionStage<HttpResponse> startByQuery(Asked asked) {
    AnswerFormat format = AnswerFormat.of(asked.request());
    StartCall start = StartQuery.read(asked.request().getUri().rawQueryString().orElse(""));
    return register(start, format, asked)
        .thenApply(taken -> answer(start, taken, format, StatusCodes.OK));
  }

  /** 201 with the address of a call that is new, 200 for one that was known before. */
  private CompletionStage<HttpResponse> startByBody(Asked asked, RequestBody body) {
    AnswerFormat format = AnswerFormat.of(asked.request());
    StartCall start = StartBody.read(body.json(""));
    return register(start, format, asked)
        .thenApply(taken -> taken.done().known()
            ? answer(start, taken, format, StatusCodes.OK)
            : answer(start, taken, format, StatusCodes.CREATED)
                .addHeader(Location.create("/api/calls/" + taken.done().call().callId())));
  }

  /** A call that is registered, and where its audio is to go. */
  private record Taken(CallReply.Done done, String address) {}

  private CompletionStage<Taken> register(StartCall start, AnswerFormat format, Asked asked) {
    return start
        .about()
        .map(other ->
            desk.story(other, asked).thenCompose(story -> taken(start.told(story), format, asked)))
        .orElseGet(() -> taken(start, format, asked));
  }

  private CompletionStage<Taken> taken(StartCall start, AnswerFormat format, Asked asked) {
    if (format == AnswerFormat.TEXT && start.callId().isEmpty()) {
      throw Problem.badField("uuid", "is missing; the text form cannot tell one we would make")
          .found();
    }
    return asked(start).thenCompose(whole -> registered(whole, asked));
  }

  /** An outbound call may be one that was asked for: it goes as that says, and nobody else knows by whom it is to be spoken. */
  private CompletionStage<StartCall> asked(StartCall start) {
    return start.direction() == Direction.OUTBOUND && start.callId().isPresent()
        ? outbound
            .answered(start.callId().get())
            .thenApply(known -> known.map(start::of).orElse(start))
        : CompletableFuture.completedFuture(start);
  }

  private CompletionStage<Taken> registered(StartCall start, Asked asked) {
    ProfileDirectory known = profiles.get();
    String profile = known
        .choose(start.profile(), start.dnid(), clock.instant())
        .orElseThrow(() -> Checked.bad("profile", start.profile(), known.listed()));
    if (!asked.mayUse(profile)) {
      throw Problem.of(ProblemKind.NOT_ALLOWED, "this token is not for calls of profile " + profile)
          .found();
    }
    UUID callId = start.callId().orElseGet(newIds);
    Variant variant = known.variant(profile, start.variant(), callId);
    CallPlan plan = start
        .plan(profile)
        .with(known.limit(profile, variant))
        .version(known.version(profile))
        .variant(variant)
        .lacking(known.lacks(profile, start.lang()))
        .trace(start.trace().isEmpty() ? ofHeader(asked) : start.trace());
    return known.recalls().contains(profile)
        ? desk.recalling()
            .of(callId, plan.party())
            .thenCompose(earlier -> placed(callId, plan.earlier(earlier)))
        : placed(callId, plan);
  }

  /** As W3C Trace Context has it, a header that cannot be read is left aside. */
  private static String ofHeader(Asked asked) {
    return asked
        .request()
        .getHeader(TraceParent.NAME)
        .map(HttpHeader::value)
        .flatMap(TraceParent::read)
        .map(TraceParent::text)
        .orElse("");
  }

  private CompletionStage<Taken> placed(UUID callId, CallPlan plan) {
    CallRequest register = new CallRequest.Register(plan);
    CallParty party = CallParty.of(plan);
    if (admission.get() != AdmissionMode.OPEN) {
      return takenIfKnown(callId, register, Optional.empty(), party);
    }
    if (audio.leaving()) {
      return takenElsewhere(callId, register, Optional.empty(), party);
    }
    if (busy.holds().test(callId)) {
      return takenToHearSo(callId, register);
    }
    CallPlaces.Answer answer = place(callId, party);
    return answer.place() == CallLimit.Place.NONE
        ? takenElsewhere(callId, register, answer.why(), party)
        : takenHere(callId, register, answer.place() == CallLimit.Place.GIVEN);
  }

  /** Who comes later than callers who wait does not come before them. */
  private CallPlaces.Answer place(UUID callId, CallParty party) {
    return busy.waitFor().test(party.profile()) && !places.has(callId)
        ? new CallPlaces.Answer(CallLimit.Place.NONE, Optional.of(NoPlace.OTHERS_WAIT))
        : places.promise(callId, party);
  }

  private CompletionStage<Taken> takenToHearSo(UUID callId, CallRequest register) {
    return granted(callId, register)
        .thenApply(done -> new Taken(done, audio.here().text()));
  }

  private CompletionStage<Taken> takenElsewhere(
      UUID callId, CallRequest register, Optional<NoPlace> why, CallParty party) {
    boolean everywhere = why.map(NoPlace::everywhere).orElse(false);
    if (!everywhere && audio.another(callId).isPresent()) {
      return granted(callId, register)
          .thenApply(done -> new Taken(done, audio.elsewhere(done.call().node(), callId)));
    }
    return takenIfKnown(callId, register, why, party);
  }

  private CompletionStage<Taken> takenHere(UUID callId, CallRequest register, boolean placeIsNew) {
    return granted(callId, register).handle((done, failure) -> {
      Optional<String> owner =
          failure == null ? audio.ofAnother(done.call().node()) : Optional.empty();
      if (placeIsNew && (failure != null || owner.isPresent())) {
        places.release(callId);
      }
      if (failure != null) {
        throw failure instanceof CompletionException wrapped
            ? wrapped
            : new CompletionException(failure);
      }
      return new Taken(
          done, placeIsNew ? owner.orElse(audio.here().text()) : audio.here().text());
    });
  }

  /** Nobody has room; but whoever did not get the first answer asks again for a call that has it. */
  private CompletionStage<Taken> takenIfKnown(
      UUID callId, CallRequest register, Optional<NoPlace> why, CallParty party) {
    return desk.telling().story(callId).thenCompose(story -> {
      if (story.isEmpty()) {
        if (why.isPresent() && busy.inviting().invites(callId, party, why.get())) {
          return takenToHearSo(callId, register);
        }
        throw noRoom(why).found();
      }
      return granted(callId, register)
          .thenApply(done -> new Taken(done, audio.at(done.call().node(), callId)));
    });
  }

  private Problem noRoom(Optional<NoPlace> why) {
    if (admission.get() == AdmissionMode.PEOPLE) {
      return Problem.of(ProblemKind.PEOPLE, "new calls go to people: /api/admission");
    }
    if (admission.get() == AdmissionMode.DRAIN) {
      return Problem.of(ProblemKind.DRAINING, "no new calls are taken: /api/admission");
    }
    return audio.leaving() && !audio.othersStay()
        ? Problem.of(ProblemKind.DRAINING, "this engine is about to stop and takes no new calls")
        : Problem.of(
            ProblemKind.BUSY,
            why.map(NoPlace::text).orElse("no other node has room") + "; try again");
  }

  private CompletionStage<CallReply.Done> granted(UUID callId, CallRequest register) {
    return desk.asking().ask(callId, register).thenApply(Granted::done);
  }

  private HttpResponse answer(
      StartCall start, Taken taken, AnswerFormat format, StatusCode status) {
    CallSummary call = taken.done().call();
    AudioPlace place = audio.place(taken.address(), UUID.fromString(call.callId()), start.line());
    return format == AnswerFormat.TEXT
        ? PlainText.answer(status, place.text())
        : Json.answer(
            status, ContentTypes.APPLICATION_JSON, CallStarted.of(call, place, start.ignored()));
  }
}
