package talkspurt.media.busy;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Flow;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.control.CallParty;
import talkspurt.control.NoPlace;
import talkspurt.control.WaitingRoom;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.conversation.CallClient;
import talkspurt.telemetry.CallMetrics;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.NanoClock;

/**
 * Answers the lines of callers for whom there is no place, and hands all others on. Such a line costs its frames alone:
 * nothing hears, and what is played was made before. Thread-safe.
 */
public final class BusyCallers implements LineAcceptor {

  private static final Logger LOG = LoggerFactory.getLogger(BusyCallers.class);

  private final LineAcceptor others;
  private final WaitingRoom room;
  private final Map<String, BusyAnswer> answers;
  private final Map<String, BusySound> sounds = new ConcurrentHashMap<>();
  private final BiPredicate<UUID, CallParty> places;
  private final CallClient calls;
  private final NanoClock clock;
  private final CallMetrics metrics;

  private BusyCallers(
      LineAcceptor others,
      WaitingRoom room,
      Map<String, BusyAnswer> answers,
      BiPredicate<UUID, CallParty> places,
      CallClient calls,
      NanoClock clock,
      CallMetrics metrics) {
    this.others = others;
    this.room = room;
    this.answers = Map.copyOf(answers);
    this.places = places;
    this.calls = calls;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Has the sentences spoken that busy callers hear; until then they take the way out.
   *
   * @param others answers all other lines
   * @param answers by the profile; callers of one that is not among them take the way out
   * @param places takes a place for a call, where there is one
   */
  public static BusyCallers create(
      ActorSystem<?> system,
      LineAcceptor others,
      WaitingRoom room,
      Map<String, BusyAnswer> answers,
      BiPredicate<UUID, CallParty> places,
      CallClient calls,
      NanoClock clock,
      CallMetrics metrics) {
    BusyCallers made = new BusyCallers(others, room, answers, places, calls, clock, metrics);
    answers.forEach((profile, answer) -> BusySound.spoken(system, profile, answer)
        .thenAccept(sound -> made.sounds.put(profile, sound)));
    metrics.busyCallersKnown(room::size);
    return made;
  }

  /** Whether a caller who found no place is to come and hear so. */
  public boolean invites(UUID callId, CallParty party, NoPlace why) {
    return why.worthWaiting()
        && sounds.containsKey(party.profile())
        && room.enter(callId, party, answers.get(party.profile()).waits());
  }

  @Override
  public Flow<LineEvent, LineCommand, NotUsed> accept(
      String line, Optional<UUID> callId, String dispatcher) {
    return callId
        .flatMap(id -> room.came(id).map(party -> busy(id, party)))
        .orElseGet(() -> others.accept(line, callId, dispatcher));
  }

  private Flow<LineEvent, LineCommand, NotUsed> busy(UUID callId, CallParty party) {
    return Flow.fromGraph(new BusyLineStage(
        answers.get(party.profile()), sounds.get(party.profile()), desk(callId, party), clock));
  }

  private BusyLineStage.Desk desk(UUID callId, CallParty party) {
    return new BusyLineStage.Desk() {
      @Override
      public boolean place() {
        return room.isNext(callId) && places.test(callId, party);
      }

      @Override
      public CompletionStage<?> over(Optional<BusyTalk.End> end) {
        room.leave(callId);
        String label = end.map(BusyCallers::label).orElse("hung-up");
        metrics.busyCaller(label);
        LogFields.ofCall(callId.toString(), () -> LOG.info("a caller without a place: {}", label));
        if (end.isPresent() && end.get() == BusyTalk.End.PLACE) {
          return CompletableFuture.completedFuture(callId);
        }
        return calls.ask(
            callId,
            new CallRequest.End(end.isPresent() ? EndReason.BUSY : EndReason.CALLER_HUNG_UP));
      }
    };
  }

  private static String label(BusyTalk.End end) {
    return switch (end) {
      case HEARD -> "heard";
      case PLACE -> "found-a-place";
      case WAITED -> "waited-in-vain";
    };
  }
}
