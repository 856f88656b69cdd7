package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.SlowSynthesizer;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;

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
