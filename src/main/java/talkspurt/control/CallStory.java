package talkspurt.control;

import java.util.List;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;

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
}
