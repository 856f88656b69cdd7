package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;

class SilenceScenarioTest {

  private final CallScene scene = new CallScene().announce();

  @BeforeEach
  void answers() {
    scene
        .responder()
        .to("silence 1", "Are you still there?")
        .to("silence 2", "Goodbye.")
        .thenTool("silence 2", "end_call", Map.of())
        .to("hello", "Hello.");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest(name = "the line brings nothing: {0}")
  @ValueSource(booleans = {false, true})
  void theCallerIsAskedAgainAndThenLetGo(boolean bringsNothing) {
    FakePhone phone = scene.dial();
    phone.mute(bringsNothing);
    phone.passUntilHears("Are you still there?");
    phone.passUntilHears("Goodbye.");
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(phone.heardWords())
        .containsExactly(CallScene.GREETING, "Are you still there?", "Goodbye.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void eightSecondsAreCountedFromTheBotsLastWord() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.pass(7900);
    assertThat(scene.story()).doesNotContain("CallerKeptSilent");
    phone.pass(200);
    assertThat(scene.story()).contains("CallerKeptSilent");
  }

  @Test
  void whoeverSpeaksIsNotSilentAnyMore() {
    FakePhone phone = scene.dial();
    phone.passUntilHears("Are you still there?");
    phone.caller().says("hello", 600);
    phone.passUntilHears("Hello.");
    phone.passUntilHears("Are you still there?");
    assertThat(scene.last(CallerKeptSilent.class).times()).isEqualTo(1);
  }

  @Test
  void aLineThatStopsInMidWordIsAnsweredKeptAndHeardWhenItsSoundIsBack() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hello", 2000);
    phone.pass(1400);
    phone.mute(true);
    phone.pass(4000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "Hello.");
    phone.pass(2000);
    phone.mute(false);
    phone.pass(500);
    phone.caller().says("hello", 600);
    phone.passUntilHears("Hello.");
    assertThat(phone.hungUp()).isFalse();
    assertThat(scene.story()).doesNotContain("CallEnded", "LineLost");
  }

  @Test
  void aCallerWhoseLineFallsSilentInTheMiddleOfATurnIsAnswered() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hello", 600);
    phone.pass(600);
    phone.mute(true);
    phone.passUntilHears("Hello.");
  }
}
