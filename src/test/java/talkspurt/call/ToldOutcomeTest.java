package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.words;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.TransferFailed;

class ToldOutcomeTest {

  private static final CallEvent END = asked(
      "end_call", Map.of("summary", "Booked.", "disposition", "booked", "fields", "{\"day\":1}"));

  @Test
  void whatTheAgentToldStandsWhenTheCallerHangsUpInTheMiddleOfTheGoodbye() {
    assertThat(ToldOutcome.of(List.of(END, new CallEnded(AT, EndReason.CALLER_HUNG_UP))))
        .isEqualTo(new ToldOutcome("Booked.", "booked", "", "{\"day\":1}", true));
  }

  @Test
  void whatWasTakenBackIsKnownAndNotSettled() {
    for (CallEvent back :
        List.of(new FloorYielded(AT, 1, words("Good")), new TransferFailed(AT, "busy"))) {
      ToldOutcome told = ToldOutcome.of(List.of(END, back));
      assertThat(told.settled()).isFalse();
      assertThat(told.disposition()).isEqualTo("booked");
      assertThat(ToldOutcome.of(List.of(END, back, asked("end_call", Map.of()))).settled())
          .isTrue();
    }
  }

  @Test
  void theLaterHoldsAndWhatItDoesNotSayStays() {
    CallEvent later = asked(
        "transfer_call",
        Map.of("destination", "a,b,1", "disposition", "undecided", "reason", "asked for it"));
    assertThat(ToldOutcome.of(List.of(END, later)))
        .isEqualTo(new ToldOutcome("Booked.", "undecided", "asked for it", "{\"day\":1}", true));
  }

  @Test
  void otherToolsTellNothing() {
    assertThat(ToldOutcome.of(List.of(asked("book", Map.of("summary", "x")))))
        .isEqualTo(ToldOutcome.NONE);
    assertThat(ToldOutcome.of(List.of(asked("handoff", Map.of("summary", "x")))))
        .isEqualTo(ToldOutcome.NONE);
    assertThat(ToldOutcome.NONE.empty()).isTrue();
    assertThat(ToldOutcome.of(List.of(END)).empty()).isFalse();
  }

  @Test
  void theSameErrandInOtherWordsIsTheSame() {
    DeferredTool first =
        new DeferredTool("k1", "transfer_call", Map.of("destination", "a,b,1", "summary", "x"));
    assertThat(first.sameAs(new DeferredTool(
            "k2", "transfer_call", Map.of("destination", "a,b,1", "summary", "y"))))
        .isTrue();
    assertThat(first.sameAs(new DeferredTool(
            "k2", "transfer_call", Map.of("destination", "a,c,1", "summary", "x"))))
        .isFalse();
    assertThat(first.sameAs(new DeferredTool("k2", "end_call", Map.of("destination", "a,b,1"))))
        .isFalse();
  }

  @Test
  void nobodysWordsArePrinted() {
    assertThat(ToldOutcome.of(List.of(END)).toString()).doesNotContain("Booked.", "day");
  }

  private static CallEvent asked(String name, Map<String, String> arguments) {
    return new ToolRequested(AT, 1, "k", name, arguments);
  }
}
