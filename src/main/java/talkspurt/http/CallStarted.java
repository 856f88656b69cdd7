package talkspurt.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import talkspurt.control.CallSummary;

/**
 * The answer to a call start.
 *
 * @param ignored names of parameters that were sent and are not kept
 */
record CallStarted(
    String callId,
    String state,
    String profile,
    Audio audio,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ignored) {

  /** Where to connect the call's audio to. */
  record Audio(String address) {}

  static CallStarted of(CallSummary call, String audio, List<String> ignored) {
    return new CallStarted(
        call.callId(), WireName.of(call.state()), call.plan().profile(), new Audio(audio), ignored);
  }
}
