package talkspurt.media.conversation;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;

/** The way from the live half to the durable half. All questions fail when no answer comes. */
public interface CallClient {

  /** Puts a request to a call. */
  CompletionStage<CallReply> ask(UUID callId, CallRequest request);

  /** Asks to carry a call on a line; {@code live} is told each new instruction from now on. */
  CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live);

  /**
   * Says that a line which was attached still carries the call; one that was replaced is refused.
   *
   * @param spent what was spent on the line until now
   */
  CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent);

  /** A line was opened; which call it carries is not known yet. */
  default void lineOpened(String line) {}

  /** The line is gone, whatever became of it. */
  default void lineClosed(String line) {}

  /** What the journal tells of a call, without its durable half; empty where it tells nothing. */
  CompletionStage<Optional<CallStory>> story(UUID callId);
}
