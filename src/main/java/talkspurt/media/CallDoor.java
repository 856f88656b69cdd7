package talkspurt.media;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.control.CallReply;

/** The way from the live half to the durable half. Both questions fail when no answer comes. */
public interface CallDoor {

  /** Puts a request to a call. */
  CompletionStage<CallReply> ask(UUID callId, CallRequest request);

  /** Asks to carry a call on a line; {@code live} is told each new instruction from now on. */
  CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live);
}
