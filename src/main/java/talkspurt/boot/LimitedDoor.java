package talkspurt.boot;

import akka.actor.typed.ActorRef;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.control.AdmissionMode;
import talkspurt.control.CallParty;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.NoPlace;
import talkspurt.media.conversation.CallClient;

/**
 * The way to calls, with the lines counted that carry them. Of a node that is full only lines that
 * nobody announced are refused: a call that was announced here has its place, and one that comes from
 * a node that died goes on.
 */
final class LimitedDoor implements CallClient {

  private static final Logger LOG = LoggerFactory.getLogger(LimitedDoor.class);

  private final CallClient door;
  private final CallPlaces places;
  private final Predicate<UUID> withoutPlace;
  private final Supplier<AdmissionMode> admission;

  /** Of which open line the log tells that its call has no place: it asks again and again. */
  private final Map<String, Boolean> told = new ConcurrentHashMap<>();

  /**
   * Doors to calls.
   *
   * @param withoutPlace whether a call is of a caller who is told that there is no place, and is not taken yet
   * @param admission whether new calls are taken at all
   */
  LimitedDoor(
      CallClient door,
      CallPlaces places,
      Predicate<UUID> withoutPlace,
      Supplier<AdmissionMode> admission) {
    this.door = door;
    this.places = places;
    this.withoutPlace = withoutPlace;
    this.admission = admission;
  }

  @Override
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    return door.ask(callId, request);
  }

  @Override
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    if (withoutPlace.test(callId)) {
      return CompletableFuture.completedFuture(new CallReply.Refused(Refusal.NOT_NOW));
    }
    boolean open = admission.get() == AdmissionMode.OPEN;
    boolean room =
        open && stranger.map(plan -> places.roomFor(callId, CallParty.of(plan))).orElse(true);
    if (!room && stranger.isPresent() && told.replace(line, false, true)) {
      LOG.warn("line {} of a call that was not announced: {}", line, why(open, stranger.get()));
    }
    return counted(
        callId, line, door.attach(callId, line, room ? stranger : Optional.empty(), live));
  }

  private String why(boolean open, CallPlan stranger) {
    return open
        ? places.refusal(CallParty.of(stranger)).map(NoPlace::text).orElse("there was no room")
        : "admission is " + admission.get().label();
  }

  @Override
  public CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
    return counted(callId, line, door.keep(callId, line, live, spent));
  }

  private CompletionStage<CallReply> counted(
      UUID callId, String line, CompletionStage<CallReply> asked) {
    return asked.thenApply(reply -> {
      if (reply instanceof CallReply.Done done) {
        places.entered(callId, CallParty.of(done.call().plan()), line);
      }
      return reply;
    });
  }

  @Override
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    return door.story(callId);
  }

  @Override
  public void lineOpened(String line) {
    told.put(line, false);
    places.opened(line);
  }

  @Override
  public void lineClosed(String line) {
    told.remove(line);
    places.closed(line);
  }
}
