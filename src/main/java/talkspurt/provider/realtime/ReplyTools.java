package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.TalkAction.GoOn;
import talkspurt.provider.realtime.TalkAction.Send;
import talkspurt.provider.realtime.TalkAction.Tell;
import talkspurt.provider.realtime.TalkAction.Warn;

/** The tools of the bot's replies: each call runs once and has one output. Not thread-safe. */
final class ReplyTools {

  private final ToolCalls calls = new ToolCalls();
  private final Memory memory;

  /** No tool was wanted yet. */
  ReplyTools(Memory memory) {
    this.memory = memory;
  }

  /** A response begins. */
  void begin() {
    calls.begin();
  }

  /** The session is gone. */
  void leave() {
    calls.leaveSession();
  }

  /** The response that runs tells of a call; the calls that are to run now. */
  List<TalkAction> told(BotReply reply, ToolPart part) {
    return run(reply, calls.told(part).stream().toList());
  }

  /** Some event of no response that runs tells of a call. */
  List<TalkAction> astray(ToolPart part) {
    return part.told() == ToolPart.Told.WHOLE && !calls.given(part)
        ? List.of(new Warn("it wants a tool in a response that does not run"))
        : List.of();
  }

  /** The end of a response tells calls, or completes them. */
  List<TalkAction> end(BotReply reply, ServerEvent.ResponseDone done) {
    List<TalkAction> actions = new ArrayList<>();
    done.tools().forEach(part -> actions.addAll(told(reply, part)));
    actions.addAll(run(reply, calls.end(done.status() == Status.COMPLETED)));
    if (calls.lost() > 0) {
      actions.add(new Warn(calls.lost() + " tool calls were not told in whole and do not run"));
    }
    return actions;
  }

  private List<TalkAction> run(BotReply reply, List<ToolCalls.Call> wanted) {
    List<TalkAction> actions = new ArrayList<>();
    for (ToolCalls.Call call : wanted) {
      memory.toolWanted(new ClientEvent.ToolWish(call.id(), call.name(), call.arguments()));
      reply.waitsFor(call.id());
      actions.add(new Tell(new Output.ToolCall(call.id(), call.name(), call.arguments())));
    }
    return actions;
  }

  /** A tool has returned. */
  List<TalkAction> returned(Optional<BotReply> open, Input.ToolReturned tool) {
    memory.toolReturned(tool.call(), tool.told());
    Send output = new Send(new ClientEvent.ToolOutput(calls.returned(tool.call()), tool.told()));
    return open.filter(reply -> reply.returned(tool.call(), tool.last(), tool.words()))
            .isPresent()
        ? List.of(output, new GoOn())
        : List.of(output);
  }
}
