package talkspurt.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;

import akka.NotUsed;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import talkspurt.control.AuditAction;
import talkspurt.control.CallStory;
import talkspurt.control.LiveSound;

/** Lets somebody listen in to a call while it goes on: both tracks, as a WAV without an end. */
public final class ListenRoutes {

  /** How many may listen in by one node at the same time. */
  static final int MAX_LISTENERS = 32;

  private final CallService desk;
  private final Function<UUID, Source<LiveSound, NotUsed>> sound;
  private final Duration lookEvery;
  private final AtomicInteger listening = new AtomicInteger();

  private ListenRoutes(
      CallService desk, Function<UUID, Source<LiveSound, NotUsed>> sound, Duration lookEvery) {
    this.desk = desk;
    this.sound = sound;
    this.lookEvery = lookEvery;
  }

  /**
   * The routes.
   *
   * @param sound of a call from now on, without end; what is not taken in time is left out
   * @param lookEvery how often it is looked up whether the call is over
   */
  public static List<Endpoint> create(
      CallService desk, Function<UUID, Source<LiveSound, NotUsed>> sound, Duration lookEvery) {
    ListenRoutes routes = new ListenRoutes(desk, sound, lookEvery);
    return List.of(Endpoint.get(
            "/api/calls/{id}/listen",
            Access.LISTEN,
            asked -> completeWithFuture(routes.listen(asked)))
        .audited(AuditAction.LISTEN));
  }

  private CompletionStage<HttpResponse> listen(Asked asked) {
    UUID callId = Checked.callId("id", asked.id());
    return desk.story(asked).thenApply(known -> {
      if (known.state().ended()) {
        throw Problem.of(ProblemKind.CALL_ENDED, "the call is over; see its recording")
            .found();
      }
      if (listening.get() >= MAX_LISTENERS) {
        throw Problem.of(
                ProblemKind.TOO_MANY_FOLLOWERS,
                MAX_LISTENERS + " listen in by this node; allowed: no more")
            .found();
      }
      return HttpResponse.create()
          .withEntity(
              HttpEntities.createChunked(MediaTypes.AUDIO_WAV.toContentType(), counted(callId)));
    });
  }

  private Source<ByteString, NotUsed> counted(UUID callId) {
    return pieces(callId).watchTermination((begun, end) -> {
      listening.incrementAndGet();
      end.whenComplete((over, fault) -> listening.decrementAndGet());
      return begun;
    });
  }

  /** A file has one rate: a line of another ends it, and the next request hears that one. */
  private Source<ByteString, NotUsed> pieces(UUID callId) {
    return Source.lazySource(() -> {
          EndlessWav wav = new EndlessWav();
          return sound
              .apply(callId)
              .map(Optional::of)
              .merge(life(callId), true)
              .takeWhile(piece -> piece.map(wav::takes).orElse(true))
              .mapConcat(piece -> piece.map(wav::bytes).stream().toList());
        })
        .mapMaterializedValue(later -> NotUsed.getInstance());
  }

  /** Ends with the call. */
  private Source<Optional<LiveSound>, NotUsed> life(UUID callId) {
    return Source.tick(lookEvery, lookEvery, callId)
        .mapAsync(1, desk.telling()::story)
        .takeWhile(story -> story.filter(ListenRoutes::live).isPresent())
        .map(live -> Optional.<LiveSound>empty())
        .mapMaterializedValue(ticks -> NotUsed.getInstance());
  }

  private static boolean live(CallStory story) {
    return !story.state().ended();
  }
}
