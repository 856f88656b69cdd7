package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Sounds;
import talkspurt.media.profile.Prompt;

/** How lines and calls find each other, once and again. */
class LinesScenarioTest {

  private static final String FIRST = "We are open from nine to five.";
  private static final String SECOND = "On Saturdays from ten to two.";

  private final CallScene scene = new CallScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void silenceFlowsWhileTheCallIsNotKnownYet() {
    FakePhone phone = scene.open();
    phone.pass(1000);
    assertThat(phone.frames()).isEqualTo(51);
    phone.dial(CallScene.CALL);
    phone.pass(5000);
    assertThat(phone.frames()).isEqualTo(301);
  }

  @Test
  void aLineThatNobodyAnnouncedIsTakenWhereThatIsAllowed() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.state().file().plan().announced()).isFalse();
  }

  @Test
  void aLineThatNobodyAnnouncedIsLetGoWhereItIsNot() {
    scene.takeUnannounced(false);
    FakePhone phone = scene.dial();
    phone.pass(1900);
    assertThat(phone.hungUp()).isFalse();
    phone.pass(500);
    assertThat(phone.hungUp()).isTrue();
    assertThat(phone.heardWords()).isEmpty();
    phone.hangUp();
    int asked = scene.door().asked();
    phone.pass(70_000);
    assertThat(scene.door().asked()).isEqualTo(asked);
    assertThat(scene.story()).isEmpty();
  }

  @Test
  void aCallStartThatComesALittleLateIsInTime() {
    scene.takeUnannounced(false);
    FakePhone phone = scene.dial();
    phone.pass(1000);
    scene.announce();
    phone.passUntilHears(CallScene.GREETING);
  }

  @Test
  void aCallThatIsOverIsLetGo() {
    scene.announce();
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.NO_AUDIO));
    FakePhone phone = scene.dial();
    phone.pass(100);
    assertThat(phone.hungUp()).isTrue();
  }

  @Test
  void aLineThatComesBackHearsTheRestOfTheAnswer() {
    scene.announce().responder().to("hours", FIRST, SECOND);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.caller().says("hours", 800);
    first.passUntilHears(SECOND);
    first.hangUp();
    first.pass(500);

    FakePhone second = scene.dial();
    second.passUntilHears(SECOND);
    second.passUntilQuiet();
    assertThat(second.heardWords()).containsExactly(SECOND);
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(FIRST + " " + SECOND);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aLineThatComesBackWhileTheCallerHasTheFloorIsAskedWhenNobodySpeaks() {
    scene.announce().responder().to("silence 1", "Are you still there?").to("hours", FIRST);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.caller().says("hours", 800);
    first.passUntilHears(FIRST);
    first.passUntilQuiet();
    first.hangUp();
    first.pass(500);

    FakePhone second = scene.dial();
    second.passUntilHears("Are you still there?");
    second.passUntilQuiet();
    second.caller().says("hours", 800);
    second.passUntilHears(FIRST);
    assertThat(scene.door().refused()).isEmpty();
  }

  /** Two lines with one call id: whoever came second hears nothing, and is let go. */
  @Test
  void aLineThatIsHeardKeepsItsCallAndASecondOneIsLetGo() {
    scene.announce().responder().to("hours", FIRST);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    FakePhone second = scene.dial();
    for (int passed = 0; passed < 4000; passed += 20) {
      first.pass(20);
      second.pass(0);
    }
    assertThat(second.hungUp()).isTrue();
    assertThat(first.hungUp()).isFalse();
    first.caller().says("hours", 800);
    first.passUntilHears(FIRST);
    assertThat(scene.story()).doesNotContain("LineLost").containsOnlyOnce("LineAttached");
  }

  /** A caller who is mute, and whose telephone sends nothing then. */
  @Test
  void aLineThatHasBeenSilentForAShortWhileKeepsItsCall() {
    scene.announce().responder().to("hours", FIRST);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.mute(true);
    first.pass(2000);
    FakePhone second = scene.dial();
    for (int passed = 0; passed < 2500; passed += 20) {
      first.pass(20);
      second.pass(0);
    }
    assertThat(second.hungUp()).isTrue();
    assertThat(first.hungUp()).isFalse();
    assertThat(scene.story()).doesNotContain("LineLost");
  }

  /** The network to the first has gone without a word. */
  @Test
  void aLineThatIsSilentIsReplacedByASecondOne() {
    scene.announce().responder().to("hours", FIRST);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.mute(true);
    first.pass(5000);
    FakePhone second = scene.dial();
    second.passUntil("taken over", () -> scene.story().contains("LineLost"));
    second.pass(100);
    assertThat(first.hungUp()).isTrue();
    first.hangUp();
    second.passUntilQuiet();
    second.caller().says("hours", 800);
    second.passUntilHears(FIRST);
    assertThat(scene.story()).containsOnlyOnce("LineLost");
  }

  @Test
  void aRecordedGreetingIsPlayedWhole() {
    AudioFrame recording = Sounds.speech("hours", 16000);
    scene.announce().greeting(new Prompt.Play(recording, "What are your opening hours?"));
    FakePhone phone = scene.dial();
    phone.passUntil("greeted", () -> scene.story().contains("GreetingPlayed"));
    assertThat(scene.story()).contains("SegmentPlayed");
    assertThat(phone.frames() * 20).isBetween(recording.durationMs(), recording.durationMs() + 200);
  }

  @Test
  void manyCallsDoNotHearEachOther() {
    scene.responder().to("hours", FIRST);
    List<FakePhone> phones = java.util.stream.IntStream.range(0, 20)
        .mapToObj(n -> {
          FakePhone phone = scene.open();
          phone.dial(new java.util.UUID(7, n));
          return phone;
        })
        .toList();
    for (int passed = 0; passed < 3000; passed += 20) {
      for (FakePhone phone : phones) {
        phone.pass(0);
      }
      phones.get(0).pass(20);
    }
    assertThat(phones).allSatisfy(phone -> assertThat(phone.frames()).isEqualTo(151));
    assertThat(phones)
        .allSatisfy(phone -> assertThat(phone.heardWords()).containsExactly(CallScene.GREETING));
  }
}
