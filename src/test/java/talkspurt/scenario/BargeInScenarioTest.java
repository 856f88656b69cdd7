package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.FakeTranscriber;
import talkspurt.provider.SttInput;

class BargeInScenarioTest {

  private static final String FIRST = "Our opening hours are from nine to five.";
  private static final String SECOND = "On Saturdays we are open from ten to two.";

  /** More sentences than a reply is read ahead. */
  private static final int MANY = 200;

  private final CallScene scene = new CallScene().announce();
  private FakePhone phone;

  @BeforeEach
  void callerIsBeingAnswered() {
    scene.responder().to("what are your hours", FIRST, SECOND);
    scene.responder().to("connect me to sales", "I connect you.");
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("what are your hours", 1500);
    phone.passUntilHears(FIRST);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void theBotIsSilentWithinTwoTenthsOfASecond() {
    phone.pass(500);
    phone.caller().says("connect me to sales", 1500);
    phone.pass(160);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(scene.doing()).isEqualTo("Barged");
  }

  @Test
  void itYieldsAndRemembersOnlyWhatWasHeard() {
    phone.passUntilHears(SECOND);
    phone.pass(700);
    phone.caller().says("connect me to sales", 1500);
    phone.pass(600);
    assertThat(scene.doing()).isEqualTo("Listening");
    FloorYielded yielded = scene.last(FloorYielded.class);
    assertThat(yielded.heard().text()).isEqualTo(FIRST + " On Saturdays");
    assertThat(scene.last(CallerInterrupted.class).playedMs())
        .isBetween(FakeSynthesizer.lengthMs(FIRST) + 760, FakeSynthesizer.lengthMs(FIRST) + 880);

    phone.passUntilHears("I connect you.");
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("connect me to sales");
    assertThat(scene.responder().asked().get(1).history())
        .extracting("words")
        .containsExactly(
            CallScene.GREETING,
            "what are your hours",
            FIRST + " On Saturdays",
            "connect me to sales");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void bothProvidersAreCancelledAndNoMoreThanOneSentenceWasAskedAhead() {
    phone.passUntilQuiet();
    List<String> everything = new ArrayList<>(List.of(FIRST, SECOND));
    everything.addAll(Collections.nCopies(MANY, "On Sundays we are closed."));
    scene.responder().to("everything", everything.toArray(String[]::new));
    phone.caller().says("everything", 1500);
    phone.passUntilHears(FIRST);
    phone.pass(500);
    int pulledMs = scene.synthesizer().pulledMs();
    phone.caller().says("connect me to sales", 1500);
    phone.pass(600);
    assertThat(scene.responder().cancelled()).isEqualTo(1);
    phone.pass(600);
    assertThat(scene.synthesizer().pulledMs() - pulledMs).isLessThan(400);
    assertThat(scene.synthesizer().asked())
        .endsWith(FIRST, SECOND)
        .doesNotContain("On Sundays we are closed.");
  }

  @Test
  void okayPausesAndTheBotGoesOnALittleBeforeWhereItStopped() {
    phone.pass(500);
    phone.caller().says("okay", 240);
    phone.pass(200);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(scene.doing()).isEqualTo("Barged");
    phone.passUntilHears(FIRST);
    assertThat(scene.doing()).isEqualTo("Speaking");
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(FIRST + " " + SECOND);
    int heardMs = phone.heard().stream()
        .filter(said -> said.words().equals(FIRST))
        .mapToInt(FakePhone.Said::ms)
        .sum();
    int lengthMs = FakeSynthesizer.lengthMs(FIRST);
    assertThat(heardMs).isBetween(lengthMs, lengthMs + 700);
    assertThat(scene.story()).containsSubsequence("CallerInterrupted", "FloorKept", "ReplyPlayed");
    assertThat(scene.responder().asked()).hasSize(1);
  }

  @Test
  void aCoughDoesNotStopTheBotForLong() {
    phone.pass(500);
    phone.caller().coughs(200);
    phone.pass(200);
    assertThat(phone.hearsNow()).isEmpty();
    phone.pass(900);
    assertThat(phone.hearsNow()).contains(FIRST);
    phone.passUntilHears(SECOND);
  }

  @Test
  void aClickIsNotEvenAPause() {
    phone.pass(500);
    phone.caller().coughs(60);
    phone.passUntilQuiet();
    assertThat(scene.story()).doesNotContain("CallerInterrupted");
  }

  @Test
  void contentYieldsWithATranscriberThatTellsOnlyFinalWords() {
    scene.transcriber().partials(false);
    phone.pass(500);
    phone.caller().says("connect me to sales", 800);
    phone.passUntilHears("I connect you.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void sustainedSpeechYieldsEvenIfNothingIsUnderstood() {
    scene.transcriber().mood(FakeTranscriber.Mood.SAYS_NOTHING);
    scene.transcriber().partials(false);
    phone.pass(500);
    phone.caller().says("mumble mumble", 2000);
    phone.pass(1200);
    assertThat(scene.doing()).isEqualTo("Listening");
    phone.passUntilHears("Sorry?");
    assertThat(scene.last(CallerSaid.class).words().empty()).isTrue();
  }

  @Test
  void theGreetingCanBeInterruptedToo() {
    FakePhone second = new CallSceneOfGreeting().phone;
    assertThat(second.heardWords()).containsExactly(CallScene.GREETING, "I connect you.");
  }

  @Test
  void theTranscriberHearsTheOnsetAndNothingOfTheBot() {
    phone.pass(500);
    int before = scene.transcriber().heard().size();
    phone.caller().says("connect me to sales", 1000);
    phone.passUntilHears("I connect you.");
    List<SttInput> heard =
        scene.transcriber().heard().subList(before, scene.transcriber().heard().size());
    long voiced = heard.stream()
        .filter(SttInput.Audio.class::isInstance)
        .filter(input -> ((SttInput.Audio) input).frame().samples()[0] != 0)
        .count();
    assertThat(voiced).isEqualTo(1000 / 20);
    assertThat(heard.get(heard.size() - 1)).isInstanceOf(SttInput.EndOfSpeech.class);
    assertThat(heard).extracting(SttInput::utterance).containsOnly(2L);
  }

  @Test
  void anAnswerThatIsStillBeingPreparedIsNotWantedAnyMore() {
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    scene.responder().thinks(Duration.ofSeconds(3));
    phone.caller().says("what are your hours", 1000);
    phone.pass(2500);
    assertThat(scene.doing()).isEqualTo("Speaking");
    int heardBefore = phone.heard().size();
    scene.responder().thinks(Duration.ZERO);
    phone.caller().says("connect me to sales", 1000);
    phone.passUntilHears("I connect you.");
    assertThat(phone.heardWords().subList(heardBefore, phone.heard().size()))
        .containsExactly("I connect you.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallerWhoGoesOnWhenTheAnswerComesIsHeardOut() {
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    phone.caller().says("what are your hours", 1000).waits(900).says("connect me to sales", 1500);
    phone.passUntilHears("I connect you.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void manyInterruptionsInARowAreEachAnswered() {
    for (int n = 0; n < 10; n++) {
      phone.caller().says("what are your hours", 1000);
      phone.passUntilQuiet();
      phone.passUntilHears(FIRST);
      phone.pass(400);
    }
    assertThat(scene.responder().asked()).hasSize(11);
    assertThat(scene.door().refused()).isEmpty();
  }

  /** Another call, interrupted while it is greeted. */
  private static final class CallSceneOfGreeting {

    private final FakePhone phone;

    CallSceneOfGreeting() {
      try (CallScene scene = new CallScene().announce()) {
        scene.responder().to("connect me to sales", "I connect you.");
        phone = scene.dial();
        phone.passUntilHears(CallScene.GREETING);
        phone.pass(300);
        phone.caller().says("connect me to sales", 1000);
        phone.passUntilHears("I connect you.");
        assertThat(scene.last(FloorYielded.class).heard().text()).isEqualTo("Good");
        assertThat(scene.story()).doesNotContain("GreetingPlayed");
        assertThat(scene.door().refused()).isEmpty();
      }
    }
  }
}
