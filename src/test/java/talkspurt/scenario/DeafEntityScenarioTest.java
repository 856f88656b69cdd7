package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor.Mood;
import talkspurt.fake.FakePhone;

/** The durable half does not answer for a while: nothing is lost and nothing comes twice. */
class DeafEntityScenarioTest {

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEARS_NOTHING", "HEARS_AND_DOES_NOT_ANSWER"})
  void theGreetingPlaysOnAndItsFactsAreToldLater(Mood deaf) {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().mood(deaf);
    phone.passUntilQuiet();
    phone.pass(3000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    scene.door().mood(Mood.ANSWERS);
    phone.pass(1000);
    assertThat(scene.story())
        .containsExactly("CallRegistered", "LineAttached", "SegmentPlayed", "GreetingPlayed");
    assertThat(scene.door().refused()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEARS_NOTHING", "HEARS_AND_DOES_NOT_ANSWER"})
  void aQuestionIsAnsweredLate(Mood deaf) {
    scene.responder().to("what are your hours", "From nine to five.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    scene.door().mood(deaf);
    phone.caller().says("what are your hours", 1000);
    phone.pass(5000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntil("answered", () -> phone.heardWords().contains("From nine to five."));
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("what are your hours");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("From nine to five.");
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "SegmentPlayed",
            "GreetingPlayed",
            "CallerSaid",
            "SegmentPlayed",
            "ReplyPlayed");
    assertThat(scene.door().refused()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEARS_NOTHING", "HEARS_AND_DOES_NOT_ANSWER"})
  void aLineIsAttachedLate(Mood deaf) {
    scene.door().mood(deaf);
    FakePhone phone = scene.dial();
    phone.caller().says("hello", 600);
    phone.pass(4000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntil("greeted", () -> phone.heardWords().contains(CallScene.GREETING));
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(scene.doing()).isEqualTo("Listening");
    scene.responder().to("hello", "Hello.");
    phone.caller().says("hello", 600);
    phone.passUntilHears("Hello.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEARS_NOTHING", "HEARS_AND_DOES_NOT_ANSWER"})
  void interruptionsAreToldInTheirOrder(Mood deaf) {
    scene.responder().to("what are your hours", "We are open from nine to five every day.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().mood(deaf);
    phone.pass(200);
    phone.caller().says("okay", 200).waits(1200).says("what are your hours", 1500);
    phone.pass(6000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears("We are open from nine to five every day.");
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "CallerInterrupted",
            "FloorKept",
            "CallerInterrupted",
            "FloorYielded",
            "CallerSaid");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void theEndOfTheLineIsToldAsSoonAsSomebodyHears() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().mood(Mood.HEARS_NOTHING);
    phone.hangUp();
    phone.pass(30_000);
    scene.door().mood(Mood.ANSWERS);
    phone.pass(1000);
    assertThat(scene.story()).endsWith("LineLost");
  }

  @Test
  void aConversationWithoutALineGivesUpInTheEnd() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().mood(Mood.HEARS_NOTHING);
    phone.hangUp();
    phone.pass(61_000);
    int asked = scene.door().asked();
    phone.pass(10_000);
    assertThat(scene.door().asked()).isEqualTo(asked);
  }

  @Test
  void aCallThatMovesToAnotherNodeIsAttachedAgainAndGoesOn() {
    scene.responder().to("what are your hours", "From nine to five.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.door().move(CallScene.CALL);
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    phone.caller().says("what are your hours", 1000);
    phone.passUntilHears("From nine to five.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallThatMovesWhileItIsDeafLosesNothing() {
    scene.responder().to("what are your hours", "From nine to five.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    scene.door().mood(Mood.HEARS_NOTHING);
    scene.door().move(CallScene.CALL);
    phone.caller().says("what are your hours", 1000);
    phone.pass(4000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears("From nine to five.");
    assertThat(scene.door().refused()).isEmpty();
  }
}
