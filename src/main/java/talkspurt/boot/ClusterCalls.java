package talkspurt.boot;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;
import talkspurt.control.CallLog;
import talkspurt.control.CallReply;
import talkspurt.control.CallShards;
import talkspurt.control.CallStory;
import talkspurt.media.conversation.CallClient;

/** The way of the live halves to calls, wherever these are housed. */
record ClusterCalls(CallShards calls, CallLog log) implements CallClient {

  @Override
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    return calls.ask(callId, request);
  }

  @Override
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    return calls.attach(callId, line, stranger, live);
  }

  @Override
  public CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
    return calls.keep(callId, line, live, spent);
  }

  @Override
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    return log.story(callId);
  }
}
