package talkspurt.boot.warmup;

import akka.actor.typed.ActorRef;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Spending;
import talkspurt.call.Verdict;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.CallSummary;
import talkspurt.media.conversation.CallClient;

/**
 * The durable halves of the warm-up's calls: real states, in memory alone. A line learns from each answer
 * what to do, so nobody is told otherwise. Thread-safe.
 */
final class WarmUpCalls implements CallClient {

  private static final CallPlan PLAN = new CallPlan(
      new PhoneNumber("5550100"),
      new PhoneNumber("100"),
      "100",
      "",
      WarmUpProfile.NAME,
      "",
      Map.of(),
      true);

  private final InstantSource clock;
  private final Map<UUID, CallState> states = new HashMap<>();

  WarmUpCalls(InstantSource clock) {
    this.clock = clock;
  }

  /** A call that is about to come. */
  UUID register() {
    UUID callId = UUID.randomUUID();
    answer(callId, new CallRequest.Register(PLAN));
    return callId;
  }

  /** Where all calls have come to. */
  synchronized List<CallState> states() {
    return List.copyOf(states.values());
  }

  @Override
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    return CompletableFuture.completedFuture(answer(callId, request));
  }

  @Override
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    return ask(callId, new CallRequest.AttachLine(line, stranger));
  }

  @Override
  public CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
    return ask(callId, new CallRequest.KeepLine(line));
  }

  @Override
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private synchronized CallReply answer(UUID callId, CallRequest request) {
    CallState before = states.getOrDefault(callId, CallState.none());
    Verdict verdict = request.askOf(before, clock.instant());
    if (verdict instanceof Verdict.Refuse no) {
      return new CallReply.Refused(no.why());
    }
    CallState call = before;
    if (verdict instanceof Verdict.Accept accept) {
      for (CallEvent event : accept.events()) {
        call = call.after(event);
      }
      states.put(callId, call);
    }
    return new CallReply.Done(
        new CallSummary(
            callId.toString(),
            call.getClass().getSimpleName(),
            call.file().plan(),
            call.instruction(),
            call.next(),
            ""),
        !before.equals(CallState.none()));
  }
}
