package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenText;

class CallNewsTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String ID = "a1b2c3d4-0000-4000-8000-00000000000f";

  private static List<OutgoingEvent> told(CallEvent... events) {
    List<OutgoingEvent> told = new ArrayList<>();
    LoggedCall call = LoggedCall.UNREAD;
    for (CallEvent event : events) {
      LoggedCall now = call.after(event);
      told.addAll(CallNews.of(call, now, now.entry(ID), event));
      call = now;
    }
    return told;
  }

  private static RecordingPart part(RecordingPart.News news, String reason, String file) {
    return CallSamples.recorded(1, news, reason, AT, "n", file, 16_000);
  }

  @Test
  void aCallIsToldFromItsFirstLineToItsEnd() {
    List<OutgoingEvent> told = told(
        new CallRegistered(AT, CallSamples.plan("+4917", "4940100", "sales")),
        new LineAttached(AT.plusSeconds(1), "A"),
        new GreetingPlayed(AT.plusSeconds(2), new SpokenText("Secret words.")),
        new LineLost(AT.plusSeconds(3), "A", LineLoss.FAILED),
        new LineAttached(AT.plusSeconds(4), "B"),
        new CallEnded(AT.plusSeconds(5), EndReason.CALLER_HUNG_UP));
    assertThat(told)
        .extracting(OutgoingEvent::id, event -> event.type().label())
        .containsExactly(
            tuple("evt_" + ID + "_2", "call.started"),
            tuple("evt_" + ID + "_4", "call.fault"),
            tuple("evt_" + ID + "_6", "call.ended"));
    assertThat(told).allMatch(event -> event.profile().equals("sales"));
    assertThat(told.get(0).data())
        .containsEntry("callerId", "+4917")
        .containsEntry("dnid", "4940100")
        .containsEntry("answeredAt", "2026-11-20T10:00:01Z");
    assertThat(told.get(1).data())
        .containsEntry("fault", "line-lost")
        .containsEntry("kind", "failed");
    assertThat(told.get(2).data())
        .containsEntry("reason", "caller-hung-up")
        .containsEntry("durationMs", 4000L)
        .containsEntry("failed", true)
        .doesNotContainKeys("callerId", "dnid");
    assertThat(told.toString() + told.stream().map(OutgoingEvent::data).toList())
        .doesNotContain("Secret");
  }

  @Test
  void aCallThatNobodyCarriedOnlyEnds() {
    assertThat(told(
            new CallRegistered(AT, CallSamples.PLAN),
            new CallEnded(AT.plusSeconds(60), EndReason.NO_AUDIO)))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.CALL_ENDED);
          assertThat(event.data()).doesNotContainKey("durationMs");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "STARTED, on, a.flac, false, '', ''",
    "PAUSED, request, a.flac, false, '', ''",
    "ENDED, line-gone, a.flac, false, '', recording.ready",
    "ENDED, rate-changed, a.flac, false, '', recording.ready",
    "ENDED, cut, a.flac, false, '', recording.ready",
    "ENDED, disk-full, a.flac, false, '', recording.failed",
    "ENDED, failed, a.flac, false, '', recording.failed",
    "ENDED, failed, '', false, '', recording.failed",
    "ENDED, disk-full, '', true, '', recording.failed",
    "ENDED, line-gone, a.flac, true, '', ''",
    "ENDED, line-gone, a.flac, true, s3://b/a.flac, recording.ready",
    "ENDED, line-gone, a.flac, false, s3://b/a.flac, recording.ready",
    "ENDED, cut, a.flac, true, s3://b/a.flac, recording.ready",
    "ENDED, disk-full, a.flac, true, '', recording.failed",
    "ENDED, disk-full, a.flac, true, s3://b/a.flac, recording.ready",
    "STARTED, on, a.flac, true, s3://b/a.flac, recording.ready",
  })
  void whatBecameOfARecordingIsTold(
      RecordingPart.News news,
      String reason,
      String file,
      boolean uploads,
      String stored,
      String type) {
    RecordingPart part = part(news, reason, file).uploads(uploads).storedAt(stored);
    List<OutgoingEvent> told = told(
        new CallRegistered(AT, CallSamples.PLAN),
        new SessionChanged(AT, SessionChange.of(Recording.told(part))));
    assertThat(String.join("", told.stream().map(event -> event.type().label()).toList()))
        .isEqualTo(type);
    for (OutgoingEvent event : told) {
      assertThat(event.data()).containsEntry("reason", reason).containsEntry("part", 1);
      assertThat(event.data().containsKey("file")).isEqualTo(!file.isEmpty());
      assertThat(event.data().containsKey("samples"))
          .isEqualTo(!file.isEmpty() && !reason.equals("cut"));
      assertThat(event.data().getOrDefault("stored", "")).isEqualTo(stored);
    }
  }

  @Test
  void severalAtOnceAreToldApart() {
    RecordingPart ended = part(RecordingPart.News.ENDED, "stopped", "a.flac");
    Recording both = new Recording(Optional.empty(), List.of(ended, ended));
    assertThat(told(
            new CallRegistered(AT, CallSamples.PLAN),
            new SessionChanged(AT, SessionChange.of(both))))
        .extracting(OutgoingEvent::id)
        .containsExactly("evt_" + ID + "_2", "evt_" + ID + "_2_2");
  }

  @Test
  void anEventThatCannotBeReadIsAFault() {
    LoggedCall before = LoggedCall.UNREAD.after(new CallRegistered(AT, CallSamples.PLAN));
    LoggedCall now = before.afterUnreadable(AT, "JsonParseException");
    assertThat(CallNews.of(before, now, now.entry(ID), new Object()))
        .singleElement()
        .satisfies(event -> assertThat(event.data()).containsEntry("fault", "event-unreadable"));
  }

  @ParameterizedTest
  @CsvSource({
    "+49171234567, **********67",
    "4912, ****",
    "49123, ***23",
    "anonymous, *********",
    "sip:bob@example.org, *******************",
    "'', ''",
  })
  void ofAMaskedNumberTheLastDigitsAreLeft(String number, String masked) {
    assertThat(EventBody.masked(number)).isEqualTo(masked);
  }

  @Test
  void aBodyIsMaskedAndGivenWordsOnlyWhereThatIsWanted() {
    StoredEvent event = new StoredEvent(
        7,
        "evt_x",
        "call.started",
        1,
        ID,
        "sales",
        AT,
        AT,
        EventBody.json(Map.of("callerId", "+49171234567")));
    String head = "{\"id\":\"evt_x\",\"type\":\"call.started\",\"version\":1,"
        + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"sequence\":7,\"callId\":\"" + ID
        + "\",\"profile\":\"sales\",\"data\":";
    assertThat(EventBody.posted(event, false, Map.of()))
        .isEqualTo(head + "{\"callerId\":\"+49171234567\"}}");
    assertThat(EventBody.posted(event, true, Map.of("summary", "A table.")))
        .isEqualTo(head + "{\"callerId\":\"**********67\",\"summary\":\"A table.\"}}");
  }
}
