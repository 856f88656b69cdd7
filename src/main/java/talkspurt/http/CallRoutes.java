package talkspurt.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.patch;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.PathMatcher1;
import akka.http.javadsl.server.Route;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.NextStep;
import talkspurt.call.Refusal;
import talkspurt.control.CallFilter;
import talkspurt.control.CallStory;

/** What can be known of calls and done to them once they are announced. */
public final class CallRoutes {

  private final CallService desk;
  private final ProfileDirectory profiles;
  private final AudioPlaces audio;
  private final Handling handling;

  private CallRoutes(
      CallService desk, ProfileDirectory profiles, AudioPlaces audio, HttpSettings settings) {
    this.desk = desk;
    this.profiles = profiles;
    this.audio = audio;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param profiles which of them have sessions
   * @param audio where a caller whose line was lost is to be connected again
   */
  public static Route create(
      CallService desk, ProfileDirectory profiles, AudioPlaces audio, HttpSettings settings) {
    return new CallRoutes(desk, profiles, audio, settings).routes();
  }

  private Route routes() {
    PathMatcher1<String> call = segment("api").slash("calls").slash(segment());
    return concat(
        path(segment("api").slash("calls"), () -> get(() -> handling.bare(this::list))),
        path(
            call,
            id -> concat(
                get(() -> handling.bare(request -> tell(id))),
                delete(() -> handling.bare(request -> hangUp(id))))),
        path(call.slash("next"), id -> get(() -> handling.bare(request -> next(request, id)))),
        path(
            call.slash("session"),
            id -> patch(() -> handling.withBody((request, body) -> changeSession(body, id)))),
        path(
            call.slash("transferred"),
            id -> concat(
                get(() -> handling.bare(request -> confirmTransfer(request, id))),
                post(() -> handling.bare(request -> confirmTransfer(request, id))))),
        path(
            call.slash("transfer-failed"),
            id ->
                post(() -> handling.withBody((request, body) -> failTransfer(request, body, id)))));
  }

  private CompletionStage<HttpResponse> list(HttpRequest request) {
    CallFilter filter = ListQuery.read(request.getUri().query());
    return desk.listing().page(filter).thenApply(page -> Json.ok(CallList.of(page)));
  }

  private CompletionStage<HttpResponse> tell(String id) {
    return story(id).thenApply(story -> Json.ok(StoryView.of(story)));
  }

  private CompletionStage<HttpResponse> hangUp(String id) {
    return story(id)
        .thenCompose(known -> desk.asking()
            .ask(Checked.callId("id", id), new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST)))
        .thenApply(Granted::call)
        .thenApply(ended -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private CompletionStage<HttpResponse> next(HttpRequest request, String id) {
    AnswerFormat format = AnswerFormat.of(request);
    UUID callId = Checked.callId("id", id);
    return story(id)
        .thenApply(story -> answer(reachable(story.next()), audio.near(callId), format));
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

  private CompletionStage<HttpResponse> failTransfer(
      HttpRequest request, RequestBody body, String id) {
    AnswerFormat format = AnswerFormat.of(request);
    UUID callId = Checked.callId("id", id);
    String why = TransferFailure.why(request, body);
    return story(id)
        .thenCompose(known -> desk.asking().ask(callId, new CallRequest.FailTransfer(why)))
        .thenApply(Granted::call)
        .thenApply(call -> answer(call.next(), audio.at(call.node(), callId), format));
  }

  /** By GET as well, since a dialplan can do that everywhere. Told again, it is answered alike. */
  private CompletionStage<HttpResponse> confirmTransfer(HttpRequest request, String id) {
    AnswerFormat format = AnswerFormat.of(request);
    UUID callId = Checked.callId("id", id);
    return story(id)
        .thenCompose(known -> desk.asking().ask(callId, new CallRequest.ConfirmTransfer()))
        .thenApply(Granted::call)
        .thenApply(call -> answer(call.next(), audio.at(call.node(), callId), format));
  }

  /** The bot's session is to be other than its profile says, from now to the call's end. */
  private CompletionStage<HttpResponse> changeSession(RequestBody body, String id) {
    UUID callId = Checked.callId("id", id);
    return story(id)
        .thenCompose(story -> {
          String profile = story.state().file().plan().profile();
          if (!story.state().ended() && !profiles.sessions().contains(profile)) {
            throw Problem.of(
                    ProblemKind.NO_SESSION,
                    "profile " + profile + " has no bot with a session; allowed: calls of "
                        + "profiles with a bot of kind openai-realtime")
                .found();
          }
          return desk.asking()
              .ask(callId, new CallRequest.ChangeSession(SessionBody.read(body.json(""))));
        })
        .thenApply(Granted::call)
        .thenApply(changed -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  /** The durable half of an unknown call is not asked: asking would create it. */
  private CompletionStage<CallStory> story(String id) {
    return desk.telling()
        .story(Checked.callId("id", id))
        .thenApply(
            story -> story.orElseThrow(() -> Problem.of(Refusal.UNKNOWN_CALL).found()));
  }

  private static HttpResponse answer(NextStep step, String address, AnswerFormat format) {
    NextAnswer next = NextAnswer.of(step, address);
    return format == AnswerFormat.TEXT
        ? PlainText.answer(StatusCodes.OK, next.line())
        : Json.ok(next);
  }
}
