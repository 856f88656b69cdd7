package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.SlowSynthesizer;
import talkspurt.fake.Told;
import talkspurt.fake.TraceSink;
import talkspurt.fake.Turns;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.TraceSettings;

/** What a caller waited for is told part by part. */
class ResponseTimeScenarioTest {

  private static final Offset<Double> FRAME = within(0.021);

  private final CallScene scene = new CallScene();
  private final SlowSynthesizer voice = new SlowSynthesizer(scene.world());
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void answered() {
    scene.speaker(voice).announce();
    voice.after("From nine.", Duration.ofMillis(250));
    scene.transcriber().finalsAfter(Duration.ofMillis(150));
    scene.responder().to("hours", "From nine.").thinks(Duration.ofMillis(400));
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    scene.door().takes(Duration.ofMillis(100));
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine.");
  }

  private double part(String name) {
    return Told.sum(scene.metrics(), "talkspurt_response_latency_seconds", name);
  }

  @Test
  void eachPartIsTold() {
    answered();
    assertThat(part("silence")).isCloseTo(0.7, FRAME);
    assertThat(part("stt")).isCloseTo(0.15, FRAME);
    assertThat(part("journal")).isCloseTo(0.1, FRAME);
    assertThat(part("responder")).isCloseTo(0.4, FRAME);
    assertThat(part("tts")).isCloseTo(0.25, FRAME);
    assertThat(part("playout")).isCloseTo(0, FRAME);
    assertThat(part("whole")).isCloseTo(1.6, FRAME);
  }

  /** As a recording at the caller's has it: from the last frame of their speech to the first of the answer. */
  @Test
  void spansOfTurnsAddUpToWhatTheCallerWaited() throws Exception {
    int turns = 40;
    List<Long> waited = new ArrayList<>();
    try (TraceSink sink = new TraceSink()) {
      Metrics traced = new Metrics(
          new TraceSettings(
              Optional.of(sink.url()), Map.of(), 1, 2048, Duration.ofSeconds(10), "node"),
          "test");
      scene.metrics(traced).speaker(voice).announce();
      scene.responder().to("hours", "From nine.");
      phone = scene.dial();
      phone.passUntilHears(CallScene.GREETING);
      phone.passUntilQuiet();
      Random random = new Random(18);
      for (int turn = 0; turn < turns; turn++) {
        voice.after("From nine.", Duration.ofMillis(random.nextInt(400)));
        scene.transcriber().finalsAfter(Duration.ofMillis(random.nextInt(300)));
        scene.responder().thinks(Duration.ofMillis(random.nextInt(600)));
        int before = phone.frames();
        phone.caller().says("hours", 800);
        phone.passUntilHears("From nine.");
        waited.add((phone.frames() - before) * 20L - 800);
        phone.passUntilQuiet();
      }
      traced.traces().close();
      List<TraceSink.Told> spans = sink.named("turn");
      assertThat(spans).hasSize(turns);
      int close = 0;
      for (int turn = 0; turn < turns; turn++) {
        TraceSink.Told whole = spans.get(turn);
        long parts = sink.spans().stream()
            .filter(span -> span.parentId().equals(whole.spanId()))
            .mapToLong(span -> span.until() - span.from())
            .sum();
        assertThat(parts).isEqualTo(whole.until() - whole.from());
        close += Math.abs(parts / 1_000_000 - waited.get(turn)) <= 20 ? 1 : 0;
      }
      assertThat(close).as("of " + waited).isGreaterThanOrEqualTo(turns * 95 / 100);
    }
  }

  @Test
  void whatWasHiddenByAReplyPreparedAheadCountsAsNothing() {
    scene.turns(Turns.likely(200)).askedAhead();
    answered();
    assertThat(part("silence")).isCloseTo(0.7, FRAME);
    assertThat(part("stt")).as("asked for 100 ms before").isCloseTo(0.05, FRAME);
    assertThat(part("journal")).isCloseTo(0.1, FRAME);
    assertThat(part("responder")).isCloseTo(0, FRAME);
    assertThat(part("tts")).isCloseTo(0, FRAME);
    assertThat(part("whole")).isCloseTo(0.85, FRAME);
  }

  @Test
  void theJournalHidesTheAgentWhereHeMayBeAskedAhead() {
    scene.transcriber().partials(false);
    scene.askedAhead();
    answered();
    assertThat(part("journal")).isCloseTo(0.1, FRAME);
    assertThat(part("responder")).isCloseTo(0.3, FRAME);
    assertThat(part("whole")).isCloseTo(1.5, FRAME);
  }
}
