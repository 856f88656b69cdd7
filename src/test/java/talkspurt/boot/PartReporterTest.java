package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallRequest;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.RecordingPart.News;
import talkspurt.call.Refusal;
import talkspurt.call.SessionChange;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;

class PartReporterTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final String FILE = "2026-11-30/" + CALL + "-1.flac";

  private static final Instant NOW = CallSamples.AT.plusSeconds(100);
  private static final Instant LONG_AGO = NOW.minusSeconds(30);

  private final List<CallRequest> asked = new ArrayList<>();
  private CallReply reply;

  private static RecordingPart part() {
    return CallSamples.recorded(1, News.ENDED, "line-gone", CallSamples.AT, "n1", FILE, 160);
  }

  private static CallStory story(RecordingPart part) {
    List<CallEvent> events = List.of(
        new CallRegistered(CallSamples.AT, CallSamples.PLAN),
        new SessionChanged(CallSamples.AT, SessionChange.of(Recording.told(part))));
    CallState state = CallState.none();
    for (CallEvent event : events) {
      state = state.after(event);
    }
    return new CallStory(CALL.toString(), events, state);
  }

  private PartReporter reporter(Optional<CallStory> story) {
    return new PartReporter(
        call -> {
          assertThat(call).isEqualTo(CALL);
          return CompletableFuture.completedStage(story);
        },
        (call, request) -> {
          asked.add(request);
          return CompletableFuture.completedStage(reply);
        },
        () -> NOW);
  }

  private boolean stored(Optional<CallStory> story, String file) {
    return reporter(story)
        .stored(file, "s3://b/" + file, LONG_AGO)
        .toCompletableFuture()
        .join();
  }

  private boolean ended(RecordingPart part, Instant written) {
    return reporter(Optional.of(story(part)))
        .ended(FILE, written)
        .toCompletableFuture()
        .join();
  }

  private static CallRequest told(RecordingPart part) {
    return new CallRequest.ChangeSession(SessionChange.of(Recording.told(part)));
  }

  @Test
  void theCallIsToldWhereItsPartIs() {
    assertThat(stored(Optional.of(story(part())), FILE)).isTrue();
    assertThat(asked).containsExactly(told(part().storedAt("s3://b/" + FILE)));
  }

  @Test
  void whatItKnowsOrDoesNotKnowAtAllItIsNotTold() {
    assertThat(stored(Optional.of(story(part().storedAt("s3://b/" + FILE))), FILE))
        .isTrue();
    assertThat(stored(Optional.of(story(part())), FILE.replace("flac", "trace.gz")))
        .isTrue();
    assertThat(stored(Optional.empty(), FILE)).isTrue();
    assertThat(stored(Optional.empty(), "2026-11-30/other")).isTrue();
    assertThat(stored(Optional.empty(), "2026-11-30/11111111-2222-3333-4444-55555555555x-1.flac"))
        .isTrue();
    assertThat(ended(part(), LONG_AGO)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void aPartWhoseWriterWasKilledIsToldAsCutOff() {
    RecordingPart open = part().after(News.PAUSED, "request", 80);
    assertThat(ended(open, LONG_AGO.plusMillis(1))).as("its line may tell yet").isFalse();
    assertThat(asked).isEmpty();
    assertThat(ended(open, LONG_AGO)).isTrue();
    assertThat(asked).containsExactly(told(open.cutOff()));
    assertThat(open.cutOff().ready()).isTrue();
    asked.clear();
    assertThat(stored(Optional.of(story(open.uploads(true))), FILE)).isTrue();
    assertThat(asked).containsExactly(told(open.uploads(true).cutOff().storedAt("s3://b/" + FILE)));
  }

  @Test
  void aPartThatWasToGoToABucketThatIsNotSetAnyMoreIsToldAsItIs() {
    assertThat(ended(part().uploads(true), LONG_AGO)).isTrue();
    assertThat(asked).containsExactly(told(part()));
  }

  @Test
  void aRefusalIsAFault() {
    reply = new CallReply.Refused(Refusal.CALL_ENDED);
    assertThatThrownBy(() -> stored(Optional.of(story(part())), FILE))
        .hasMessageContaining("refuses");
  }
}
