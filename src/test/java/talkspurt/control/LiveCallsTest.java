package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Expected;
import talkspurt.call.Greeting;

class LiveCallsTest {

  private final LiveCalls calls = new LiveCalls();

  private static CallState after(List<CallEvent> events) {
    return CallState.after(events);
  }

  @Test
  void countsEachCallInTheStateItIsIn() {
    calls.is("a", after(CallSamples.stranger()));
    calls.is("b", after(CallSamples.stranger()));
    assertThat(calls.in(Greeting.class)).isEqualTo(2);
    assertThat(calls.in(Expected.class)).isZero();
    calls.is("b", after(CallSamples.stranger().subList(0, 1)));
    assertThat(calls.in(Greeting.class)).isEqualTo(1);
    assertThat(calls.in(Expected.class)).isEqualTo(1);
  }

  @Test
  void aCallThatIsOverOrUnknownOrElsewhereIsNotLive() {
    calls.is("a", after(CallSamples.stranger()));
    calls.is(
        "a",
        after(CallSamples.stranger()).after(new CallEnded(CallSamples.AT, EndReason.COMPLETED)));
    calls.is("b", CallState.none());
    calls.is("c", after(CallSamples.stranger()));
    calls.gone("c");
    assertThat(calls.in(CallState.class)).isZero();
  }
}
