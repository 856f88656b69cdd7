package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.AskedConsent.AGAIN;
import static talkspurt.fake.AskedConsent.NOTE;
import static talkspurt.fake.AskedConsent.SAY;
import static talkspurt.fake.AskedConsent.STOPPED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ConsentGiven;
import talkspurt.call.CallEvent.ConsentRefused;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallRequest;
import talkspurt.call.Consent;
import talkspurt.call.EndReason;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.call.TimeLimit;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.fake.AskedConsent;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Turns;
import talkspurt.media.profile.ConsentPolicy.Refused;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.recording.TestRecordings;

/** Callers of a bot that hears and speaks for itself, who are told by the engine that the call is recorded. */
class BotConsentScenarioTest {

  @TempDir
  Path folder;

  private final CallScene scene = new CallScene().apologizes();
  private final FakeBot bot = scene.bot();
  private TestRecordings recordings;
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void dial(Yes yes) {
    dial(yes, new Refused.Unrecorded());
  }

  private void dial(Yes yes, Refused refused) {
    recordings = AskedConsent.in(scene, folder, yes, refused);
    phone = scene.announce().dial();
  }

  private List<RecordingPart> parts() {
    recordings.write();
    scene.world().settle();
    return scene.state().file().plan().session().recording().parts();
  }

  private void asked(String question) {
    phone.passUntilHears(question);
    phone.passUntil("question over", () -> phone.hearsNow().isEmpty());
  }

  /** The bot is opened now, and not before, to speak first; it says hello. */
  private void greets() {
    phone.pass(200);
    assertThat(bot.opened()).singleElement().satisfies(request -> {
      assertThat(request.speaksFirst()).isTrue();
      assertThat(request.history()).isEmpty();
    });
    bot.opens().says("Hello.", 600);
    scene.world().settle();
    asked("Hello.");
    phone.pass(1000);
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  @Test
  void theBotIsOpenedOnceAKeyHasAgreed() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.caller().says("hm", 400); // is no answer, and nobody hears it
    phone.pass(1500);
    assertThat(bot.opened()).isEmpty();
    assertThat(scene.transcriber().heard()).isEmpty();
    assertThat(parts()).isEmpty();
    phone.press('1');
    greets();
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.KEY);
    assertThat(parts()).hasSize(1);
    assertThat(bot.told()).noneMatch(Input.Key.class::isInstance);
    assertThat(scene.state().file().transcript())
        .singleElement()
        .satisfies(line -> assertThat(line.words().text()).startsWith(SAY));
    phone.press('7');
    phone.pass(100);
    assertThat(bot.told()).contains(new Input.Key('7'));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aKeyOverTheQuestionCountsAtOnceForABotThatNothingInterrupts() {
    scene.turns(Turns.SETTINGS.uninterruptible());
    dial(new Yes.Key('1'));
    phone.passUntilHears(SAY);
    phone.pass(400);
    phone.press('1');
    greets();
    assertThat(phone.heard().get(0).ms()).isLessThan(1000);
  }

  @Test
  void aWordAgreesThatTheProfilesTranscriberHears() {
    scene.listens();
    dial(new Yes.Word());
    asked(SAY);
    phone.caller().says("oh yes please", 800);
    phone.pass(2000);
    greets();
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.WORD);
    assertThat(parts()).hasSize(1);
    int words = scene.transcriber().heard().size();
    phone.caller().says("thanks", 600);
    phone.pass(1500);
    assertThat(scene.transcriber().heard()).as("after the answer").hasSize(words);
    assertThat(bot.turns()).contains(Input.CallerTurn.Step.COMPLETE);
  }

  @Test
  void whoeverSaysNoOverTheQuestionDoesNotGoOn() {
    scene.listens();
    dial(new Yes.GoingOn());
    phone.passUntilHears(SAY);
    phone.caller().says("no I do not want that", 1000);
    phone.passUntil("answered", () -> !bot.opened().isEmpty());
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.WORD);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoeverGoesOnAgrees() {
    scene.listens();
    dial(new Yes.GoingOn());
    asked(SAY);
    greets();
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.GOING_ON);
  }

  @Test
  void aWordRefuses() {
    scene.listens();
    dial(new Yes.Word());
    asked(SAY);
    phone.caller().says("no", 500);
    phone.pass(1500);
    greets();
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.WORD);
    assertThat(parts()).isEmpty();
  }

  @Test
  void whoeverKeepsSilentIsAskedOnceMoreAndNotRecorded() {
    dial(new Yes.Key('1'));
    asked(SAY);
    asked(AGAIN);
    assertThat(bot.opened()).isEmpty();
    phone.pass(5000);
    greets();
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.SILENCE);
    assertThat(parts()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoeverSaysNoIsSentToAPersonAndTheBotNeverHearsOfIt() {
    String words = "Then I will connect you to a person.";
    dial(
        new Yes.Key('1'),
        new Refused.Leave(
            words, new UseTool("transfer_call", Map.of("destination", "queues,people,1"))));
    asked(SAY);
    phone.press('2');
    phone.passUntilHears(words);
    phone.caller().says("wait", 500); // does not interrupt
    phone.passUntil("let go", phone::hungUp);
    assertThat(scene.doing()).isEqualTo("Transferring");
    assertThat(scene.last(TransferRequested.class).destination().text())
        .isEqualTo("queues,people,1");
    assertThat(phone.heardWords()).containsExactly(SAY, words);
    assertThat(bot.opened()).isEmpty();
    assertThat(scene.state().file().transcript())
        .extracting(line -> line.words().text())
        .containsExactly(SAY, words);
    assertThat(parts()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoeverSaysNoHearsGoodbyeAlsoOverAnotherLine() {
    String words = "Then we cannot go on. Goodbye.";
    dial(new Yes.Key('1'), new Refused.Leave(words, new UseTool("end_call", Map.of())));
    asked(SAY);
    phone.press('2');
    phone.passUntilHears("Then we cannot go on.");
    phone.hangUp();
    phone = scene.dial();
    phone.passUntil("let go", phone::hungUp);
    assertThat(scene.doing()).isEqualTo("Ended");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(phone.heardWords()).contains("Goodbye.").doesNotContain(SAY);
    assertThat(bot.opened()).isEmpty();
  }

  @Test
  void theCallerIsAskedAgainOnAnotherLineWhereTheAnswerDidNotCome() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.hangUp();
    phone = scene.dial();
    asked(SAY);
    phone.press('1');
    greets();
    phone.hangUp();
    phone = scene.dial();
    phone.pass(1000);
    assertThat(phone.heardWords()).isEmpty();
    assertThat(bot.opened()).hasSize(2);
  }

  @Test
  void theRecordingEndsForGoodByWordsThatTheBotTells() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.press('1');
    greets();
    assertThat(parts()).hasSize(1);
    bot.tells(new Output.CallerTook("a"));
    bot.tells(new Output.CallerSaid("a", "please stop recording"));
    scene.world().settle();
    phone.passUntilHears(STOPPED);
    assertThat(scene.last(ConsentRefused.class))
        .extracting(ConsentRefused::by, ConsentRefused::turn)
        .containsExactly(Consent.By.OPT_OUT, 1);
    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(part.reason()).isEqualTo("stopped"));
    assertThat(bot.told())
        .anySatisfy(told -> assertThat(told)
            .isInstanceOfSatisfying(
                Input.Hint.class, hint -> assertThat(hint.text()).contains(NOTE)));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void ofABotThatTellsNoWordsTheTranscriberHearsThem() {
    scene.overhears();
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.press('1');
    greets();
    phone.caller().says("I would like a table", 1000);
    phone.pass(2000);
    assertThat(bot.turns()).as("is not kept waiting").contains(Input.CallerTurn.Step.COMPLETE);
    assertThat(scene.story()).doesNotContain("ConsentRefused");
    phone.caller().says("but please stop recording", 1200);
    phone.passUntilHears(STOPPED);
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.OPT_OUT);
    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(part.reason()).isEqualTo("stopped"));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallOnHoldGoesOnUnrecordedWithoutAnAnswer() {
    dial(new Yes.Key('1'));
    phone.passUntilHears(SAY);
    hold(true);
    phone.pass(1000);
    assertThat(scene.doing()).isEqualTo("Listening");
    phone.press('1');
    hold(false);
    phone.pass(500);
    assertThat(bot.opened()).hasSize(1);
    assertThat(parts()).isEmpty();
    assertThat(scene.story()).doesNotContain("ConsentGiven", "ConsentRefused");
  }

  private void hold(boolean on) {
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(new SessionChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(on),
                List.of())));
    scene.world().settle();
  }

  @Test
  void theTimeOfACallEndsTheQuestion() {
    scene.limit(new TimeLimit(Duration.ofSeconds(10), Duration.ofSeconds(2)));
    dial(new Yes.Key('1'));
    phone.passUntilHears(CallScene.GOODBYE);
    phone.press('1');
    phone.passUntil("let go", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.LONGEST_REACHED);
    assertThat(bot.opened()).isEmpty();
    assertThat(scene.story()).doesNotContain("ConsentGiven", "ConsentRefused");
  }
}
