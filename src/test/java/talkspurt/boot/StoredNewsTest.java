package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class StoredNewsTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final String FILE = "2026-11-30/" + CALL + "-1.flac";

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

  private StoredNews news(Optional<CallStory> story) {
    return new StoredNews(
        call -> {
          assertThat(call).isEqualTo(CALL);
          return CompletableFuture.completedStage(story);
        },
        (call, request) -> {
          asked.add(request);
          return CompletableFuture.completedStage(reply);
        });
  }

  private void stored(Optional<CallStory> story, String file) {
    news(story).stored(file, "s3://b/" + file).toCompletableFuture().join();
  }

  @Test
  void theCallIsToldWhereItsPartIs() {
    stored(Optional.of(story(part())), FILE);
    assertThat(asked)
        .containsExactly(new CallRequest.ChangeSession(
            SessionChange.of(Recording.told(part().storedAt("s3://b/" + FILE)))));
  }

  @Test
  void whatItKnowsOrDoesNotKnowAtAllItIsNotTold() {
    stored(Optional.of(story(part().storedAt("s3://b/" + FILE))), FILE);
    stored(Optional.of(story(part())), FILE.replace("flac", "trace.gz"));
    stored(Optional.empty(), FILE);
    news(Optional.empty()).stored("2026-11-30/other", "x").toCompletableFuture().join();
    news(Optional.empty())
        .stored("2026-11-30/11111111-2222-3333-4444-55555555555x-1.flac", "x")
        .toCompletableFuture()
        .join();
    assertThat(asked).isEmpty();
  }

  @Test
  void aRefusalIsAFault() {
    reply = new CallReply.Refused(Refusal.CALL_ENDED);
    assertThatThrownBy(() -> stored(Optional.of(story(part())), FILE))
        .hasMessageContaining("refuses");
  }
}
