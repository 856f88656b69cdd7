package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to which anything happens that their states grant. */
class CallWalkTest {

  private static final int WALKS = 400;
  private static final int STEPS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasGrantedIsKnownWhenItIsAskedAgain(long seed) {
    RandomCalls calls = new RandomCalls(new Random(seed), seed % 2 == 0);
    for (int walk = 0; walk < WALKS; walk++) {
      CallState call = CallState.none();
      for (int step = 0; step < STEPS; step++) {
        CallRequest request = calls.request(call);
        if (request.askOf(call, AT) instanceof Verdict.Accept accept) {
          call = RandomCalls.after(call, accept);
          assertThat(request.askOf(call, AT))
              .as("%s again in %s", request, call)
              .isEqualTo(again(call, request));
        }
      }
    }
  }

  /** A call that is over refuses even what ended it, except to be ended; a tool may still return. */
  private static Verdict again(CallState call, CallRequest request) {
    return call.ended()
            && !(request instanceof CallRequest.End)
            && !(request instanceof CallRequest.ReturnTool)
        ? Verdict.refuse(Refusal.CALL_ENDED)
        : Verdict.known();
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 9, 10})
  void aHistoryLeadsToWhereItsEventsLedOneByOne(long seed) {
    RandomCalls calls = new RandomCalls(new Random(seed), seed % 2 == 0);
    for (int walk = 0; walk < WALKS; walk++) {
      List<CallEvent> history = new ArrayList<>();
      CallState call = CallState.none();
      for (int step = 0; step < STEPS; step++) {
        CallState before = call;
        if (calls.request(call).askOf(call, AT) instanceof Verdict.Accept accept) {
          history.addAll(accept.events());
          call = RandomCalls.after(call, accept);
          assertGrows(before, call);
        }
      }
      assertThat(CallState.after(history)).isEqualTo(call);
    }
  }

  private static void assertGrows(CallState before, CallState call) {
    List<TranscriptEntry> earlier = before.file().transcript();
    assertThat(call.file().transcript().subList(0, earlier.size())).isEqualTo(earlier);
    assertThat(call.file().turn()).isGreaterThanOrEqualTo(before.file().turn());
    assertThat(call.instruction()).isNotNull();
    assertThat(call.next()).isNotNull();
    assertThat(call.ended() || call.file().attached() || call.expiry().isPresent())
        .as("is carried by a line, or waits for one with a limit")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void nothingIsGrantedToACallThatIsOver(long seed) {
    RandomCalls calls = new RandomCalls(new Random(seed));
    CallState ended = CallSamples.states().get("ended");
    for (int asked = 0; asked < 5000; asked++) {
      assertThat(calls.request(ended).askOf(ended, AT)).isNotInstanceOf(Verdict.Accept.class);
    }
  }
}
