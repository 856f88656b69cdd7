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
  private final ActorSystem<?> system;
  private final Map<String, Spoken> spoken = new ConcurrentHashMap<>();
  private volatile Map<String, BusyAnswer> wanted = Map.of();

  /** What busy callers of a profile hear, ready to be played. */
  private record Spoken(BusyAnswer answer, BusySound sound) {}

  private final BiPredicate<UUID, CallParty> places;
  private final CallClient calls;
  private final NanoClock clock;
  private final CallMetrics metrics;

  private BusyCallers(
      ActorSystem<?> system,
      LineAcceptor others,
      WaitingRoom room,
      BiPredicate<UUID, CallParty> places,
      CallClient calls,
      NanoClock clock,
      CallMetrics metrics) {
    this.system = system;
    this.others = others;
    this.room = room;
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
    BusyCallers made = new BusyCallers(system, others, room, places, calls, clock, metrics);
    made.answers(answers);
    metrics.busyCallersKnown(room::size);
    return made;
  }

  /**
   * Other answers hold from now on. What is new of them is spoken first; until then callers hear what they did before.
   *
   * @param answers by the profile; callers of one that is not among them take the way out
   */
  public void answers(Map<String, BusyAnswer> answers) {
    wanted = Map.copyOf(answers);
    spoken.keySet().retainAll(answers.keySet());
    answers.forEach((profile, answer) -> {
      Spoken known = spoken.get(profile);
      if (known == null || !known.answer().equals(answer)) {
        BusySound.spoken(system, profile, answer).thenAccept(sound -> {
          if (answer.equals(wanted.get(profile))) {
            spoken.put(profile, new Spoken(answer, sound));
          }
        });
      }
    });
  }

  /** Whether a caller who found no place is to come and hear so. */
  public boolean invites(UUID callId, CallParty party, NoPlace why) {
    Spoken known = spoken.get(party.profile());
    return why.worthWaiting()
        && known != null
        && room.enter(callId, party, known.answer().waits());
  }

  @Override
  public Flow<LineEvent, LineCommand, NotUsed> accept(
      String line, Optional<UUID> callId, String dispatcher) {
    return callId
        .flatMap(id -> room.came(id).map(party -> busy(id, party, line, dispatcher)))
        .orElseGet(() -> others.accept(line, callId, dispatcher));
  }

  /** A caller who was told to come, and whose profile has lost its answer meanwhile, is taken as any other. */
  private Flow<LineEvent, LineCommand, NotUsed> busy(
      UUID callId, CallParty party, String line, String dispatcher) {
    Spoken known = spoken.get(party.profile());
    if (known == null) {
      room.leave(callId);
      return others.accept(line, Optional.of(callId), dispatcher);
    }
    return Flow.fromGraph(
        new BusyLineStage(known.answer(), known.sound(), desk(callId, party), clock));
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
