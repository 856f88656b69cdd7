package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.TranscriberFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.Destination;
import talkspurt.call.Failure;
import talkspurt.call.LineLoss;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeTranscriber.Mood;
import talkspurt.fake.SpokenSound;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Prompt;
import talkspurt.provider.Responder.Part.UseTool;

class ProviderTroubleScenarioTest {

  private final CallScene scene = new CallScene().announce();
  private FakePhone phone;

  @BeforeEach
  void callerIsGreeted() {
    scene.responder().to("hours", "From nine.", "To five.");
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void aTranscriberIsOpenedOnceACallAndClosedWithIt() {
    assertThat(scene.transcriber().opened()).isEmpty();
    phone.caller().says("hours", 800);
    phone.passUntilHears("To five.");
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears("To five.");
    assertThat(scene.transcriber().opened()).hasSize(1);
    assertThat(scene.transcriber().opened().get(0).phrases()).contains("sales");
    assertThat(scene.transcriber().closed()).isZero();
    phone.hangUp();
    assertThat(scene.transcriber().closed()).isEqualTo(1);
  }

  @Test
  void aTranscriberThatFailsIsHeardAsNotUnderstood() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(Mood.FAILS_EACH);
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    assertThat(scene.last(CallerSaid.class).words().empty()).isTrue();
    assertThat(scene.last(TranscriberFailed.class).turn()).isEqualTo(1);
  }

  @Test
  void aTranscriberThatNeverAnswersIsNotWaitedForForEver() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(Mood.SAYS_NOTHING);
    phone.caller().says("hours", 800);
    phone.pass(800 + 700 + 2900);
    assertThat(scene.doing()).isEqualTo("Listening");
    phone.passUntilHears("Sorry?");
  }

  @Test
  void aTranscriberThatIsSlowIsBelievedInTime() {
    scene.transcriber().finalsAfter(Duration.ofMillis(2500));
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine.");
  }

  @Test
  void aTranscriberThatCompletesLeavesTheLineAsItIs() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(Mood.COMPLETES);
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    phone.press('1');
    phone.passUntilHears("Sorry?");
    assertThat(scene.doing()).isEqualTo("Speaking");
  }

  @Test
  void aTranscriberThatBreaksEndsItsOwnCallInOrder() {
    FakePhone other = scene.open();
    other.dial(new java.util.UUID(1, 2));
    scene.transcriber().mood(Mood.BREAKS);
    phone.caller().says("hours", 800);
    phone.passUntil("ended", () -> phone.over().toCompletableFuture().isDone());
    phone.hangUp();
    phone.pass(200);
    assertThat(scene.last(LineLost.class).cause()).isEqualTo(LineLoss.FAILED);
    int frames = other.frames();
    other.pass(1000);
    assertThat(other.frames()).isEqualTo(frames + 50);
  }

  @Test
  void anAgentThatFailsIsApologisedFor() {
    scene.responder().thenFails("bad");
    phone.caller().says("bad", 800);
    phone.passUntilHears("I am sorry, something went wrong.");
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    ReplyFailed failed = scene.last(ReplyFailed.class);
    assertThat(failed.turn()).isEqualTo(1);
    assertThat(failed.failure().madeGood()).isFalse();
    assertThat(scene.state().file().tally().failures()).isEqualTo(1);
  }

  @Test
  void anAgentThatFailsInTheMiddleIsHeardToThereAndApologisedFor() {
    scene.responder().thenFails("hours");
    phone.caller().says("hours", 800);
    phone.passUntilHears("I am sorry, something went wrong.");
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo("From nine. To five. I am sorry, something went wrong.");
  }

  @Test
  void aSentenceThatCannotBeSaidIsNotRememberedAsHeard() {
    scene.synthesizer().cannotSay("From nine.");
    phone.caller().says("hours", 800);
    phone.passUntilHears("To five.");
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("To five.");
    assertThat(scene.last(VoiceFailed.class).failure())
        .isEqualTo(new Failure(1, "fake", "", "rejected-request", "cannot be said", false, 1));
  }

  @Test
  void anAnswerWithNothingToSayEndsTheTurnAllTheSame() {
    scene.responder().to("nothing");
    phone.caller().says("nothing", 800);
    phone.passUntil("answered", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.doing()).isEqualTo("Listening");
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine.");
  }

  @Test
  void anApologyMayBeARecording() {
    try (CallScene other = new CallScene()
        .apology(new Prompt.Play(SpokenSound.of("Sorry, on tape.", 900), "Sorry, on tape."))
        .announce()) {
      other.responder().thenFails("bad");
      FakePhone caller = other.dial();
      caller.passUntilQuiet();
      caller.caller().says("bad", 800);
      caller.passUntilHears("Sorry, on tape.");
    }
  }

  @Test
  void anAgentThatFailsAgainAndAgainIsGivenUp() {
    try (CallScene other = new CallScene()
        .givingUp(new FailurePolicy(
            2, new UseTool("transfer_call", Map.of("destination", "queues,operator,1"))))
        .announce()) {
      other.responder().to("hours", "From nine.").thenFails("bad");
      FakePhone caller = other.dial();
      caller.passUntilQuiet();
      for (String words : List.of("bad", "hours", "bad")) {
        caller.caller().says(words, 800);
        caller.passUntil("is answered", () -> other.doing().equals("Speaking"));
        caller.passUntil("was answered", () -> other.doing().equals("Listening"));
      }
      caller.caller().says("bad", 800);
      caller.passUntil("is handed over", () -> other.doing().equals("Transferring"));
      assertThat(caller.heardWords()).endsWith("I am sorry, something went wrong.");
      assertThat(other.last(TransferRequested.class).destination())
          .isEqualTo(new Destination("queues,operator,1"));
    }
  }
}
