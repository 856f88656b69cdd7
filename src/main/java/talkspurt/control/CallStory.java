package talkspurt.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.Verdict;

/**
 * A call as its journal tells it.
 *
 * @param callId the UUID as text
 * @param events everything that has happened, oldest first; at least one
 * @param state where that has led
 */
public record CallStory(String callId, List<CallEvent> events, CallState state) {

  /** The story that these events make. */
  static CallStory of(String callId, List<CallEvent> events) {
    return new CallStory(callId, List.copyOf(events), CallState.after(events));
  }

  /** What a new line would have to do, were it attached at this time; empty where it would not be. */
  public Optional<Instruction> toDoOn(String line, Instant at) {
    if (state.attachLine(line, Optional.empty(), at) instanceof Verdict.Accept accept) {
      CallState after = state;
      for (CallEvent event : accept.events()) {
        after = after.after(event);
      }
      return Optional.of(after.instruction());
    }
    return Optional.empty();
  }
}
