package talkspurt.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import talkspurt.call.CallState;

/** The calls of this node that are live, each with its state. Thread-safe. */
final class LiveCalls {

  private final Map<String, CallState> calls = new ConcurrentHashMap<>();

  /** A call is in this state now. */
  void is(String callId, CallState state) {
    if (state.ended() || state.equals(CallState.none())) {
      calls.remove(callId);
    } else {
      calls.put(callId, state);
    }
  }

  /** A call is no longer on this node, whatever becomes of it. */
  void gone(String callId) {
    calls.remove(callId);
  }

  /** How many are in a state now. */
  long in(Class<? extends CallState> state) {
    return calls.values().stream().filter(state::isInstance).count();
  }
}
