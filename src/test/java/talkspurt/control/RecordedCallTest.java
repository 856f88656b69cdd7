package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart.News;
import talkspurt.call.SessionChange;

class RecordedCallTest {

  private static final UUID CALL = new UUID(7, 1);

  private static SessionChanged part(Instant at, int number, String node, String file) {
    return new SessionChanged(
        at,
        SessionChange.of(
            Recording.told(CallSamples.recorded(number, News.STARTED, "", at, node, file, 0))));
  }

  private static CallStory story(Duration lasts) {
    Instant at = CallSamples.AT;
    List<CallEvent> events = new ArrayList<>(List.of(
        new CallRegistered(at, CallSamples.PLAN),
        part(at, 1, "node-1", "day/1"),
        part(at, 2, "node-2", "day/2"),
        part(at, 3, "node-3", ""),
        new CallEnded(at.plus(lasts), EndReason.COMPLETED)));
    CallState state = CallState.none();
    for (CallEvent event : events) {
      state = state.after(event);
    }
    return new CallStory(CALL.toString(), events, state);
  }

  @Test
  void filesMayBeOfTheDayBeforeAndTheDayAfter() {
    LocalDate day = LocalDate.ofInstant(CallSamples.AT, java.time.ZoneOffset.UTC);
    assertThat(RecordedCall.of(story(Duration.ofDays(1))))
        .isEqualTo(
            new RecordedCall(CALL, day.minusDays(1), day.plusDays(2), Set.of("node-1", "node-2")));
  }

  @Test
  void ofACallThatLastsForeverThereAreSoManyDays() {
    RecordedCall call = RecordedCall.of(story(Duration.ofDays(400)));
    assertThat(call.last()).isEqualTo(call.first().plusDays(RecordedCall.MAX_DAYS));
    assertThatThrownBy(
            () -> new RecordedCall(CALL, call.first(), call.last().plusDays(1), Set.of()))
        .hasMessageContaining("days");
    assertThatThrownBy(
            () -> new RecordedCall(CALL, call.first(), call.first().minusDays(1), Set.of()))
        .hasMessageContaining("days");
  }
}
