package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.Spending;
import talkspurt.control.CallStory;

class StoryViewTest {

  @Test
  void tellsWhichEventsCannotBeReadAndNothingWhereThereAreNone() {
    assertThat(view(List.of(3L, 7L)).unreadable()).contains(List.of(3L, 7L));
    assertThat(view(List.of()).unreadable()).isEmpty();
  }

  private static StoryView view(List<Long> unreadable) {
    CallState state = CallState.after(CallSamples.registered());
    return StoryView.of(
        new CallStory("id", CallSamples.registered(), state, unreadable),
        "USD",
        Optional.empty(),
        Spending.NONE);
  }
}
