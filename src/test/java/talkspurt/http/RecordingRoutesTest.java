package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.ConsentRefused;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallPlan;
import talkspurt.call.Consent;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;
import talkspurt.call.Recording;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart;
import talkspurt.call.RecordingPart.Gap;
import talkspurt.call.RecordingPart.News;
import talkspurt.call.SessionChange;
import talkspurt.http.RecordedFiles.Found;
import talkspurt.http.ServedApi.Answer;

class RecordingRoutesTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000e");
  private static final String PATH = "/api/calls/" + ID + "/recording";
  private static final String SOUND = "fLaC, and then some sound";

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void call() {
    api.calls.reset();
    api.recorded = ServedApi.NO_FILES;
  }

  private static Instant at(int second) {
    return FakeCalls.NOW.plusSeconds(second);
  }

  private static void conversing(String profile, CallEvent... then) {
    api.calls.happened(
        ID,
        new CallRegistered(at(0), CallPlan.unannounced(profile)),
        new LineAttached(at(1), "line-1"));
    api.calls.happened(ID, then);
  }

  private static RecordingPart part(
      int number, int startedAt, News news, long samples, Gap... gaps) {
    return new RecordingPart(
        number,
        news,
        "on",
        at(startedAt),
        "line-" + number,
        "n1",
        "2026-11-20/c-" + number + ".flac",
        8000,
        samples,
        0,
        gaps.length == 0 ? 0 : 160,
        List.of(gaps),
        "2026-11-20/c-" + number + ".trace.gz",
        "",
        false);
  }

  private static CallEvent told(int at, RecordingPart part) {
    return new SessionChanged(at(at), SessionChange.of(Recording.told(part)));
  }

  private static CallEvent asked(int at, Wish wish) {
    return new SessionChanged(at(at), SessionChange.of(Recording.wished(wish)));
  }

  private static Answer post(String body) {
    return api.send("POST", PATH, body, "Content-Type", "application/json");
  }

  private static Answer action(String action) {
    return post("{\"action\": \"" + action + "\"}");
  }

  private static Wish wish() {
    return api.calls.plan(ID).session().recording().wish().orElseThrow();
  }

  private static JsonNode told() {
    return Expect.tree(api.get(PATH).body());
  }

  @Test
  void itIsStartedPausedResumedAndStopped() {
    conversing("hotline");
    assertThat(told().path("state").asText()).isEqualTo("off");
    Expect.json(action("start"), 200, "{\"state\": \"on\"}");
    assertThat(wish()).isEqualTo(Wish.ON);
    Expect.json(action("pause"), 200, "{\"state\": \"paused\"}");
    Expect.json(action("pause"), 200, "{\"state\": \"paused\"}");
    assertThat(told().path("state").asText()).isEqualTo("paused");
    Expect.problem(action("start"), 409, "not-now");
    Expect.json(action("resume"), 200, "{\"state\": \"on\"}");
    Expect.json(action("resume"), 200, "{\"state\": \"on\"}");
    Expect.json(action("stop"), 200, "{\"state\": \"off\"}");
    assertThat(wish()).isEqualTo(Wish.OFF);
    Expect.problem(action("pause"), 409, "not-now");
    Expect.problem(action("resume"), 409, "not-now");
  }

  @Test
  void whatRunsByItselfCanBePaused() {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    assertThat(told().path("state").asText()).isEqualTo("on");
    Expect.json(action("pause"), 200, "{\"state\": \"paused\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"action\": \"erase\"}",
        "{\"action\": 1}",
        "{\"action\": \"stop\", \"now\": true}",
        "not JSON"
      })
  void otherBodiesAreRefused(String body) {
    conversing("hotline");
    Expect.problem(post(body), 400, "bad-request");
    assertThat(api.calls.plan(ID).session()).isEqualTo(SessionChange.NONE);
  }

  @Test
  void profilesThatAreNotRecordedAreNotAndEndedCallsAreNot() {
    conversing("sales");
    Expect.problem(action("start"), 409, "not-possible");
    api.calls.reset();
    conversing("hotline", new CallEnded(at(9), EndReason.COMPLETED));
    Expect.problem(action("start"), 409, "call-ended");
    api.calls.reset();
    Expect.problem(action("start"), 404, "unknown-call");
    Expect.problem(api.get(PATH), 404, "unknown-call");
  }

  @Test
  void whoeverDoesNotAgreeIsNotRecordedByRequestEither() {
    conversing("hotline", new ConsentRefused(at(2), Consent.By.KEY, 0));
    Expect.problem(action("start"), 409, "not-now");
    assertThat(told().path("state").asText()).isEqualTo("off");
  }

  @Test
  void aCallGetsNoMorePartsThanItMayHave() {
    conversing("hotline", told(2, part(Recording.MAX_PARTS, 2, News.ENDED, 160)));
    Expect.problem(action("start"), 409, "not-now");
  }

  @Test
  void partsAreToldWithWhatLiesBetweenThem() {
    conversing(
        "hotline",
        told(2, part(1, 2, News.ENDED, 16_000, new Gap(800, 160))),
        new LineLost(at(5), "line-1", LineLoss.PEER_CLOSED),
        new LineAttached(at(6), "line-2"),
        told(6, part(2, 6, News.STARTED, 0)),
        new LineLost(at(8), "line-2", LineLoss.NODE_LOST),
        new LineAttached(at(9), "line-3"),
        told(9, part(3, 10, News.STARTED, 0)));
    JsonNode parts = told().path("parts");
    assertThat(parts.findValuesAsText("state")).containsExactly("ended", "cut", "open");
    assertThat(parts.path(0).has("gapBeforeMs")).isFalse();
    assertThat(parts.path(1).path("gapBeforeMs").asLong()).isEqualTo(2000);
    assertThat(parts.path(2).path("gapBeforeMs").asLong()).isEqualTo(2000);
    assertThat(parts.path(0).path("lostSamples").asLong()).isEqualTo(160);
    assertThat(parts.path(0).path("gaps")).hasToString("[{\"at\":800,\"samples\":160}]");
    assertThat(parts.path(2).path("sound").asText()).isEqualTo(PATH + "/3");
  }

  @Test
  void aPartThatWasToldToBeCutOffHasNoLength() {
    conversing(
        "hotline",
        told(2, part(1, 2, News.STARTED, 0)),
        new LineLost(at(5), "line-1", LineLoss.NODE_LOST),
        new LineAttached(at(6), "line-2"),
        told(6, part(2, 7, News.STARTED, 0)),
        told(40, part(1, 2, News.STARTED, 0).cutOff()));
    JsonNode parts = told().path("parts");
    assertThat(parts.findValuesAsText("state")).containsExactly("cut", "open");
    assertThat(parts.path(0).path("reason").asText()).isEqualTo("cut");
    assertThat(parts.path(0).has("samples")).isFalse();
    assertThat(parts.path(1).path("gapBeforeMs").asLong()).isEqualTo(2000);
  }

  @Test
  void theTimelineTellsWhatWasAskedAndWhatHappened() {
    conversing(
        "hotline",
        asked(2, Wish.ON),
        told(2, part(1, 2, News.STARTED, 0)),
        told(3, part(1, 2, News.PAUSED, 8000)),
        told(4, part(1, 2, News.RESUMED, 16_000)),
        new CallEnded(at(5), EndReason.COMPLETED),
        told(6, part(1, 2, News.ENDED, 24_000)));
    JsonNode timeline = Expect.tree(api.get("/api/calls/" + ID).body()).path("timeline");
    assertThat(timeline.findValuesAsText("type"))
        .containsSubsequence(
            "recording-asked",
            "recording-started",
            "recording-paused",
            "recording-resumed",
            "call-ended",
            "recording-ended");
  }

  @Test
  void theSoundIsAnsweredInWholeAndInPart() {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    api.recorded = file(OptionalLong.of(SOUND.length()));
    Answer whole = api.get(PATH + "/1");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(SOUND);
    assertThat(whole.type()).isEqualTo("audio/flac");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    Answer some = api.send("GET", PATH + "/1", "", "Range", "bytes=6-8");
    assertThat(some.status()).isEqualTo(206);
    assertThat(some.body()).isEqualTo("and");
    assertThat(api.send("GET", PATH + "/1", "", "Range", "bytes=-5").body()).isEqualTo("sound");
    assertThat(api.send("GET", PATH + "/1", "", "Range", "bytes=900-").status()).isEqualTo(416);
    for (String other : List.of("/2", "/0", "/x", "/..%2f1")) {
      Expect.problem(api.get(PATH + other), 404, "unknown-recording");
    }
    api.recorded = ServedApi.NO_FILES;
    Expect.problem(api.get(PATH + "/1"), 404, "unknown-recording");
  }

  private static RecordedFiles file(OptionalLong length) {
    return (node, name) -> CompletableFuture.completedStage(
        node.equals("n1") && name.equals("2026-11-20/c-1.flac")
            ? new Found.File(length, RecordingRoutesTest::sound)
            : new Found.Missing("it is on no disk"));
  }

  /** All that is not asked for is left out by whoever has the file. */
  private static Source<ByteString, NotUsed> sound(long from, long count) {
    return Source.single(ByteString.fromString(
        SOUND.substring((int) from, (int) Math.min(SOUND.length(), from + count))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0     | 206 | bytes 0-0/25   | f",
        "bytes=6-8     | 206 | bytes 6-8/25   | and",
        "bytes=20-     | 206 | bytes 20-24/25 | sound",
        "bytes=20-9999 | 206 | bytes 20-24/25 | sound",
        "bytes=-5      | 206 | bytes 20-24/25 | sound",
        "bytes=-9999   | 206 | bytes 0-24/25  | fLaC, and then some sound",
        "bytes=0-1,4-5 | 200 | '' | fLaC, and then some sound",
        "lines=0-1     | 200 | '' | fLaC, and then some sound",
        "bytes=x       | 200 | '' | fLaC, and then some sound",
        "bytes=25-     | 416 | '' | ''",
        "bytes=-0      | 416 | '' | ''",
      })
  void aRangeIsAnsweredAsItIsAskedFor(String range, int status, String told, String body) {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    api.recorded = file(OptionalLong.of(SOUND.length()));
    Answer some = api.send("GET", PATH + "/1", "", "Range", range);
    assertThat(some.status()).isEqualTo(status);
    assertThat(some.header("Content-Range")).isEqualTo(told);
    if (status != 416) {
      assertThat(some.body()).isEqualTo(body);
    }
    Answer whole = api.send("GET", PATH + "/1", "", "Range", "bytes=0-0", "If-Range", "\"x\"");
    assertThat(whole.status()).isEqualTo(200);
  }

  @Test
  void aFileOfUnknownLengthIsAnsweredInWhole() {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    api.recorded = file(OptionalLong.empty());
    Answer some = api.send("GET", PATH + "/1", "", "Range", "bytes=6-8");
    assertThat(some.status()).isEqualTo(200);
    assertThat(some.body()).isEqualTo(SOUND);
  }

  @Test
  void whatCannotBeReadForNowIsTold() {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    api.recorded = (node, name) ->
        CompletableFuture.completedStage(new Found.Unreadable("node-1 cannot be reached"));
    Answer answer = api.get(PATH + "/1");
    Expect.problem(answer, 503, "recording-unavailable");
    assertThat(answer.body()).contains("part 1").contains("node-1 cannot be reached");
  }

  @Test
  void theTraceIsAnsweredAsLines() throws IOException {
    conversing("hotline", told(2, part(1, 2, News.STARTED, 0)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (String piece : List.of("{\"version\":1}\n", "{\"frame\":0}\n{\"fra")) {
      try (OutputStream out = new GZIPOutputStream(file)) {
        out.write(piece.getBytes(StandardCharsets.UTF_8));
      }
    }
    api.recorded = (node, name) -> CompletableFuture.completedStage(
        name.equals("2026-11-20/c-1.trace.gz")
            ? new Found.File(
                OptionalLong.empty(), (from, count) -> Source.from(pieces(file.toByteArray())))
            : new Found.Missing("it is on no disk"));
    Answer lines = api.get(told().path("parts").path(0).path("trace").asText());
    assertThat(lines.status()).isEqualTo(200);
    assertThat(lines.body()).isEqualTo("{\"version\":1}\n{\"frame\":0}\n");
    assertThat(lines.type()).isEqualTo("application/x-ndjson");
    Expect.problem(api.get(PATH + "/2/trace"), 404, "unknown-recording");
    api.recorded =
        (node, name) -> CompletableFuture.completedStage(new Found.Missing("it is on no disk"));
    Expect.problem(api.get(PATH + "/1/trace"), 404, "unknown-recording");
  }

  /** As they may come from another node: one byte at a time. */
  private static List<ByteString> pieces(byte[] file) {
    return IntStream.range(0, file.length)
        .mapToObj(at -> ByteString.fromArray(file, at, 1))
        .toList();
  }

  @Test
  void partsOfBeforeThereWereTracesHaveNone() {
    conversing(
        "hotline",
        told(
            2,
            new RecordingPart(
                1,
                News.STARTED,
                "on",
                at(2),
                "line-1",
                "n1",
                "c.flac",
                8000,
                0,
                0,
                0,
                null,
                null,
                null,
                false)));
    assertThat(told().path("parts").path(0).has("trace")).isFalse();
    Expect.problem(api.get(PATH + "/1/trace"), 404, "unknown-recording");
  }
}
