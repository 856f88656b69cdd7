package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Sounds;
import talkspurt.fake.Turns;

class KeysScenarioTest {

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void aKeyStopsTheBotAtOnceAndIsAnswered() {
    scene.responder().to("key 1", "Sales, one moment.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.pass(200);
    phone.press('1');
    phone.pass(20);
    assertThat(phone.hearsNow()).isNotEqualTo(java.util.Optional.of(CallScene.GREETING));
    phone.passUntilHears("Sales, one moment.");
    assertThat(scene.last(DigitsCollected.class).digits().keys()).isEqualTo("1");
    assertThat(scene.story())
        .containsSubsequence("CallerInterrupted", "FloorYielded", "DigitsCollected");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void severalKeysAreOneInput() {
    scene.maxKeys(4).responder().to("key 42", "Forty-two.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.press('4');
    phone.pass(500);
    assertThat(scene.doing()).isEqualTo("Listening");
    phone.press('2');
    phone.pass(500);
    phone.press('#');
    phone.passUntilHears("Forty-two.");
  }

  @Test
  void wordsThatAreTypedInterruptTheBotAndAreAnsweredLikeSpokenOnes() {
    scene.responder().to("when are you open", "From nine until six.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.pass(200);
    phone.type("when are you open");
    phone.passUntilHears("From nine until six.");
    phone.passUntilQuiet();
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("when are you open");
    assertThat(scene.story()).containsSubsequence("FloorYielded", "CallerSaid", "ReplyPlayed");
    phone.type("when are you open");
    phone.passUntil(
        "answers again",
        () -> scene.story().stream().filter("CallerSaid"::equals).count() == 2);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void keysThatAreNotFinishedAreTakenAfterAPause() {
    scene.maxKeys(4).responder().to("key 42", "Forty-two.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.press('4');
    phone.pass(1900);
    phone.press('2');
    phone.pass(1900);
    assertThat(scene.story()).doesNotContain("DigitsCollected");
    phone.passUntilHears("Forty-two.");
  }

  @Test
  void aKeyDuringAnAnswerIsAnswered() {
    scene.responder().to("key 1", "Press two for more about this.").to("key 2", "More.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.press('1');
    phone.passUntilHears("Press two for more about this.");
    phone.pass(100);
    phone.press('2');
    phone.passUntilHears("More.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void keysInQuickSuccessionAreAnsweredInTheEnd() {
    scene.responder().to("key 1", "One.").to("key 2", "Two.").to("key 3", "Three.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.press('1');
    phone.press('2');
    phone.press('3');
    phone.passUntilHears("Three.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aKeyPressedWhileTheCallerTalksIsTheAnswer() {
    scene.responder().to("key 1", "Sales, one moment.").to("sales I mean", "Wrong.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("sales I mean", 600);
    phone.pass(600);
    phone.press('1');
    phone.passUntilHears("Sales, one moment.");
    phone.passUntilQuiet();
    phone.pass(4000);
    assertThat(phone.heardWords()).doesNotContain("Wrong.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aKeyBeforeTheGreetingIsNoTurn() {
    FakePhone phone = scene.open();
    phone.press('1');
    phone.pass(100);
    phone.dial(CallScene.CALL);
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatMustBeHeardIsHeardAndTheKeyIsTakenAfterIt() {
    scene.turns(Turns.interruption("none")).responder().to("key 1", "Sales, one moment.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.caller().says("stop", 600);
    phone.pass(300);
    phone.press('1');
    phone.passUntilHears("Sales, one moment.");
    assertThat(scene.last(GreetingPlayed.class).heard().text()).isEqualTo(CallScene.GREETING);
    assertThat(scene.story()).doesNotContain("CallerInterrupted");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void keysStopABotThatVoicesMayNot() {
    scene.turns(Turns.interruption("dtmf-only")).responder().to("key 1", "Sales, one moment.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.caller().says("stop", 600);
    phone.pass(400);
    assertThat(scene.story()).doesNotContain("CallerInterrupted");
    phone.press('1');
    phone.passUntilHears("Sales, one moment.");
    assertThat(scene.story()).contains("FloorYielded");
  }

  @Test
  void whereAKeyEndsTurnsNobodyIsAnsweredBeforeIt() {
    scene
        .turns(Turns.byKey("dtmf-only"))
        .maxKeys(4)
        .responder()
        .to("my street is baker street", "Noted.")
        .to("key 42", "Forty-two.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("my street is", 600);
    phone.pass(3000);
    phone.caller().says("baker street", 600);
    phone.pass(3500);
    assertThat(phone.heardWords()).as("neither answer nor filler").containsOnly(CallScene.GREETING);
    phone.press('#');
    phone.passUntilHears("Noted.");
    phone.passUntilQuiet();
    assertThat(scene.story()).doesNotContain("DigitsCollected");
    phone.press('4');
    phone.press('2');
    phone.press('#');
    phone.passUntilHears("Forty-two.");
    phone.passUntilQuiet();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void tonesInTheSoundAreKeysWhereTheyAreToBe() {
    scene.inBandKeys().responder().to("key 5", "Five.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.caller().sounds(Sounds.tones(8000, 100, -16, 770, 1336));
    phone.passUntilHears("Five.");
    assertThat(scene.last(DigitsCollected.class).digits().keys()).isEqualTo("5");
  }
}
