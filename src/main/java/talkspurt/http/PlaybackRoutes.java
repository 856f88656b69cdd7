package talkspurt.http;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;

import akka.NotUsed;
import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AuditAction;
import talkspurt.control.CallStory;

/** Lets somebody look on at what a caller hears of the bot, as server-sent events. */
public final class PlaybackRoutes {

  private final CallService desk;
  private final Duration lookEvery;

  private PlaybackRoutes(CallService desk, Duration lookEvery) {
    this.desk = desk;
    this.lookEvery = lookEvery;
  }

  /**
   * The routes.
   *
   * @param lookEvery how often it is looked up whether the call is over, with a sign of life to who
   *     looks on
   */
  public static List<Endpoint> create(CallService desk, Duration lookEvery) {
    PlaybackRoutes routes = new PlaybackRoutes(desk, lookEvery);
    return List.of(Endpoint.get(
            "/api/calls/{id}/playback",
            Access.READ,
            asked ->
                completeOKWithFuture(routes.follow(asked), EventStreamMarshalling.toEventStream()))
        .audited(AuditAction.FOLLOW_CALL));
  }

  private CompletionStage<Source<ServerSentEvent, NotUsed>> follow(Asked asked) {
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked)
        .thenApply(
            known -> known.state().ended() ? Source.<ServerSentEvent>empty() : events(callId));
  }

  private Source<ServerSentEvent, NotUsed> events(UUID callId) {
    Source<Optional<ServerSentEvent>, NotUsed> played =
        desk.following().follow(callId).map(playback -> Optional.of(PlaybackView.event(playback)));
    return played.merge(life(callId), true).takeWhile(Optional::isPresent).map(Optional::get);
  }

  private Source<Optional<ServerSentEvent>, NotUsed> life(UUID callId) {
    return Source.tick(Duration.ZERO, lookEvery, callId)
        .mapAsync(1, desk.telling()::story)
        .map(story -> story.filter(PlaybackRoutes::live).map(live -> ServerSentEvent.heartbeat()))
        .mapMaterializedValue(ticks -> NotUsed.getInstance());
  }

  private static boolean live(CallStory story) {
    return !story.state().ended();
  }
}
