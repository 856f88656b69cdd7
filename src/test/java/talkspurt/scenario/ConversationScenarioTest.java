package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.Ambience;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.SpokenSound;
import talkspurt.media.settings.ProfileAmbience;

class ConversationScenarioTest {

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void greetingQuestionAnswerAndListeningAgain() {
    scene.responder().to("what are your hours", "We are open from nine to five.", "Every day.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.doing()).isEqualTo("Greeting");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.last(GreetingPlayed.class).heard().text()).isEqualTo(CallScene.GREETING);

    phone.pass(500);
    phone.caller().says("what are your hours", 1500);
    phone.passUntilHears("We are open from nine to five.");
    assertThat(scene.doing()).isEqualTo("Speaking");
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("what are your hours");
    phone.passUntilHears("Every day.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo("We are open from nine to five. Every day.");
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "SegmentPlayed",
            "GreetingPlayed",
            "CallerSaid",
            "SegmentPlayed",
            "SegmentPlayed",
            "ReplyPlayed");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aProfilesAmbienceIsHeardBetweenTurnsAndTheCallerUnderstoodAbove() {
    scene.ambience(ProfileAmbience.of(new Ambience(SpokenSound.of("office", 2000), -70)));
    scene.responder().to("hours", "From nine.");
    FakePhone phone = scene.dial();
    phone.passUntil("greeted", () -> scene.story().contains("GreetingPlayed"));
    phone.pass(500);
    assertThat(phone.hearsNow()).as("no silence").isPresent();
    phone.caller().says("hours", 800);
    phone.passUntil("answered", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("From nine.");
  }

  @ParameterizedTest
  @CsvSource({"true, Speaking", "false, Listening"})
  void aTurnThatTheRecogniserTakesForCompleteIsAnsweredSooner(boolean hints, String doing) {
    scene.responder().to("hours", "From nine.");
    scene.transcriber().hints(hints);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.pass(800 + 300 + 240);
    assertThat(scene.doing()).isEqualTo(doing);
    phone.passUntilHears("From nine.");
  }
}
