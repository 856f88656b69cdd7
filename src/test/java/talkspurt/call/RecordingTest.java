package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart.News;

class RecordingTest {

  private static RecordingPart part(int number, News news) {
    return CallSamples.recorded(number, news, "on", AT, "n1", "c-1.flac", 0);
  }

  private static CallRequest.ChangeSession change(Recording recording) {
    return new CallRequest.ChangeSession(SessionChange.of(recording));
  }

  private static CallState live() {
    return CallState.after(
        List.of(new CallRegistered(AT, CallSamples.PLAN), new LineAttached(AT, "line")));
  }

  @Test
  void whatCameLaterHolds() {
    Recording recording = Recording.NONE
        .then(Recording.wished(Wish.ON))
        .then(Recording.told(part(2, News.STARTED)))
        .then(Recording.told(part(1, News.ENDED)))
        .then(Recording.wished(Wish.PAUSED))
        .then(Recording.told(part(2, News.PAUSED)));
    assertThat(recording.wish()).contains(Wish.PAUSED);
    assertThat(recording.parts()).containsExactly(part(1, News.ENDED), part(2, News.PAUSED));
    assertThat(recording.nextPart()).isEqualTo(3);
    assertThat(Recording.NONE.nextPart()).isEqualTo(1);
  }

  /** News of the end and of the bucket come from different places, in any order. */
  @Test
  void whereAPartWasBroughtStaysKnownAndItsEndToo() {
    RecordingPart stored = part(1, News.ENDED).storedAt("s3://b/c-1.flac");
    for (List<RecordingPart> order : List.of(
        List.of(part(1, News.ENDED), part(1, News.STARTED).storedAt("s3://b/c-1.flac")),
        List.of(part(1, News.ENDED), stored),
        List.of(part(1, News.STARTED).storedAt("s3://b/c-1.flac"), part(1, News.ENDED)))) {
      Recording recording = Recording.NONE;
      for (RecordingPart news : order) {
        recording = recording.then(Recording.told(news));
      }
      assertThat(recording.parts()).containsExactly(stored);
    }
    assertThat(part(1, News.STARTED).storedAt("x").after(News.ENDED, "y", 1).stored())
        .isEqualTo("x");
  }

  @Test
  void newsAreTakenOnceInALiveCallAndBehindItsEnd() {
    CallRequest news = change(Recording.told(part(1, News.ENDED)));
    CallState ended = live().after(new CallEnded(AT, EndReason.COMPLETED));
    for (CallState call : List.of(live(), ended)) {
      Verdict verdict = news.askOf(call, AT);
      assertThat(verdict).isInstanceOf(Verdict.Accept.class);
      CallState after = call.after(((Verdict.Accept) verdict).events().get(0));
      assertThat(after.file().plan().session().recording().parts())
          .containsExactly(part(1, News.ENDED));
      assertThat(after.getClass()).isEqualTo(call.getClass());
      assertThat(news.askOf(after, AT)).isEqualTo(Verdict.known());
    }
  }

  @Test
  void nothingIsAskedOfACallThatIsOver() {
    CallState ended = live().after(new CallEnded(AT, EndReason.COMPLETED));
    Recording both = Recording.wished(Wish.ON).then(Recording.told(part(1, News.ENDED)));
    SessionChange more = new SessionChange(
            Optional.of("x"), Optional.empty(), Optional.empty(), Optional.empty())
        .then(SessionChange.of(Recording.told(part(1, News.ENDED))));
    for (CallRequest other : List.of(
        change(Recording.wished(Wish.OFF)), change(both), new CallRequest.ChangeSession(more))) {
      assertThat(other.askOf(ended, AT)).isEqualTo(Verdict.refuse(Refusal.CALL_ENDED));
    }
  }

  @Test
  void aBotIsToldNothingOfIt() {
    SessionChange change = SessionChange.of(Recording.wished(Wish.ON));
    assertThat(change.forBot()).isEqualTo(SessionChange.NONE);
    assertThat(new SessionChanged(AT, change).toString()).contains("wish");
  }
}
