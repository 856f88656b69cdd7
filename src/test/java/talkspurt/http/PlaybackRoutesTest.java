package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.control.Playback;
import talkspurt.control.Playback.Kind;
import talkspurt.http.ServedApi.Answer;

class PlaybackRoutesTest {

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @Test
  void whatIsPlayedComesAsEventsUntilTheCallIsOver() {
    UUID call = UUID.randomUUID();
    api.calls.happened(call, new CallRegistered(FakeCalls.NOW, CallSamples.PLAN));
    api.calls.plays(
        new Playback("a", Kind.SEGMENT_STARTED, 1, 2, 0, 900, new SpokenText("Hello \"you\".")),
        new Playback("a", Kind.PLAYED, 1, 2, 200, 1100, SpokenText.NOTHING),
        new Playback(
            "a",
            Kind.SEGMENT_PLAYED,
            1,
            1,
            900,
            900,
            SpokenText.of(SpokenPart.Kind.FILLER, "Wait.")));

    Iterator<String> lines = api.lines("/api/calls/" + call + "/playback");
    List<String> told = new ArrayList<>();
    while (told.size() < 6) {
      String line = lines.next();
      if (line.startsWith("data:{") || line.startsWith("event:")) {
        told.add(line);
      }
    }
    assertThat(told)
        .containsExactlyInAnyOrder(
            "event:segment-started",
            "data:{\"line\":\"a\",\"turn\":1,\"segment\":2,\"segmentMs\":0,\"replyMs\":900,"
                + "\"words\":\"Hello \\\"you\\\".\"}",
            "event:played",
            "data:{\"line\":\"a\",\"turn\":1,\"segment\":2,\"segmentMs\":200,\"replyMs\":1100,"
                + "\"words\":\"\"}",
            "event:segment-played",
            "data:{\"line\":\"a\",\"turn\":1,\"segment\":1,\"segmentMs\":900,\"replyMs\":900,"
                + "\"words\":\"Wait.\",\"parts\":[{\"kind\":\"filler\",\"words\":\"Wait.\"}]}");

    api.calls.happened(call, new CallEnded(FakeCalls.NOW, EndReason.CALLER_HUNG_UP));
    while (lines.hasNext()) {
      assertThat(lines.next()).matches("(data:)?");
    }
  }

  @Test
  void aCallThatIsOverPlaysNothing() {
    UUID call = UUID.randomUUID();
    api.calls.happened(
        call,
        new CallRegistered(FakeCalls.NOW, CallSamples.PLAN),
        new CallEnded(FakeCalls.NOW, EndReason.CALLER_HUNG_UP));
    Answer answer = api.get("/api/calls/" + call + "/playback");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("text/event-stream");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aCallThatIsNotKnownIsAProblem() {
    assertThat(api.get("/api/calls/" + UUID.randomUUID() + "/playback").status())
        .isEqualTo(404);
    assertThat(api.get("/api/calls/nonsense/playback").status()).isEqualTo(400);
  }
}
