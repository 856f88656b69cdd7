package talkspurt.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
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
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<VariantView> variant,
    Audio audio,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ignored) {

  /** Where to connect the call's audio to. */
  record Audio(
      String address,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> token) {}

  static CallStarted of(CallSummary call, AudioPlace audio, List<String> ignored) {
    return new CallStarted(
        call.callId(),
        WireName.of(call.state()),
        call.plan().profile(),
        VariantView.of(call.plan().variant()),
        new Audio(audio.address(), audio.token()),
        ignored);
  }
}
