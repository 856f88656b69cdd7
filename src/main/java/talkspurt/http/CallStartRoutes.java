package talkspurt.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import akka.http.javadsl.server.Route;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.call.CallRequest;
import talkspurt.control.CallReply;
import talkspurt.control.CallSummary;

/** Where calls are announced: by dialplans in a query, by programs in JSON. */
public final class CallStartRoutes {

  private final CallDesk desk;
  private final ProfileDirectory profiles;
  private final AudioPlaces audio;
  private final Supplier<UUID> newIds;
  private final Handling handling;

  private CallStartRoutes(
      CallDesk desk,
      ProfileDirectory profiles,
      AudioPlaces audio,
      Supplier<UUID> newIds,
      HttpSettings settings) {
    this.desk = desk;
    this.profiles = profiles;
    this.audio = audio;
    this.newIds = newIds;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param audio where the calls announced here are to bring their audio
   * @param newIds makes the ids of calls that come without one
   */
  public static Route create(
      CallDesk desk,
      ProfileDirectory profiles,
      AudioPlaces audio,
      Supplier<UUID> newIds,
      HttpSettings settings) {
    return new CallStartRoutes(desk, profiles, audio, newIds, settings).routes();
  }

  private Route routes() {
    return concat(
        path(
            segment("api").slash("call-start"), () -> get(() -> handling.bare(this::startByQuery))),
        path(
            segment("api").slash("calls"), () -> post(() -> handling.withBody(this::startByBody))));
  }

  private CompletionStage<HttpResponse> startByQuery(HttpRequest request) {
    AnswerFormat format = AnswerFormat.of(request);
    StartCall start = StartQuery.read(request.getUri().rawQueryString().orElse(""));
    return register(start, format)
        .thenApply(done -> answer(start, done.call(), format, StatusCodes.OK));
  }

  /** 201 with the address of a call that is new, 200 for one that was known before. */
  private CompletionStage<HttpResponse> startByBody(HttpRequest request, RequestBody body) {
    AnswerFormat format = AnswerFormat.of(request);
    StartCall start = StartBody.read(body.json(""));
    return register(start, format)
        .thenApply(done -> done.known()
            ? answer(start, done.call(), format, StatusCodes.OK)
            : answer(start, done.call(), format, StatusCodes.CREATED)
                .addHeader(Location.create("/api/calls/" + done.call().callId())));
  }

  private CompletionStage<CallReply.Done> register(StartCall start, AnswerFormat format) {
    if (format == AnswerFormat.TEXT && start.callId().isEmpty()) {
      throw Problem.badField("uuid", "is missing; the text form cannot tell one we would make")
          .found();
    }
    String profile = profiles
        .choose(start.profile(), start.dnid())
        .orElseThrow(() -> Checked.bad("profile", start.profile(), profiles.listed()));
    UUID callId = start.callId().orElseGet(newIds);
    return desk.asking()
        .ask(callId, new CallRequest.Register(start.plan(profile)))
        .thenApply(Granted::done);
  }

  private HttpResponse answer(
      StartCall start, CallSummary call, AnswerFormat format, StatusCode status) {
    String address = audio.at(call.node(), UUID.fromString(call.callId()));
    return format == AnswerFormat.TEXT
        ? PlainText.answer(status, address)
        : Json.answer(
            status, ContentTypes.APPLICATION_JSON, CallStarted.of(call, address, start.ignored()));
  }
}
