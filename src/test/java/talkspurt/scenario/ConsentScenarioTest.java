package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.AskedConsent.AGAIN;
import static talkspurt.fake.AskedConsent.NOTE;
import static talkspurt.fake.AskedConsent.SAY;
import static talkspurt.fake.AskedConsent.STOPPED;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ConsentGiven;
import talkspurt.call.CallEvent.ConsentRefused;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallRequest;
import talkspurt.call.Consent;
import talkspurt.call.EndReason;
import talkspurt.call.Recording;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.fake.AskedConsent;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.media.profile.ConsentPolicy.Refused;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.recording.RecordedSound;
import talkspurt.recording.TestRecordings;

/** Callers who are told that the call is recorded: nothing is recorded before they agree, and nothing where they do not. */
class ConsentScenarioTest {

  @TempDir
  Path folder;

  private final CallScene scene = new CallScene().announce();
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
    phone = scene.dial();
  }

  private void write() {
    recordings.write();
    scene.world().settle();
  }

  private List<RecordingPart> parts() {
    return scene.state().file().plan().session().recording().parts();
  }

  private static AudioFrame noise(int ms) {
    Random random = new Random(7);
    short[] samples = new short[8 * ms];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (n % 160 == 0 ? 0 : random.nextInt(40)); // no speech to the fake ear
    }
    return new AudioFrame(8000, samples);
  }

  private void greeted() {
    asked(CallScene.GREETING);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.state().file().transcript()).singleElement().satisfies(line -> {
      assertThat(line.words().text()).startsWith(SAY).endsWith(CallScene.GREETING);
      assertThat(line.words().answer().text()).isEqualTo(CallScene.GREETING);
    });
  }

  private void unrecorded() {
    phone.pass(2000);
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(SessionChange.of(Recording.wished(Wish.ON))));
    phone.pass(500);
    write();
    phone.hangUp();
    write();
    assertThat(parts()).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(scene.door().refused()).isEmpty();
  }

  private void recordedFrom(int sent, int tellingMs) throws IOException {
    phone.pass(1000);
    phone.hangUp();
    write();
    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(part.samples()).isPositive());
    short[] file = RecordedSound.of(folder.resolve(parts().get(0).file())).line();
    short[] line = AudioFrame.joined(phone.sent()).samples();
    assertThat(place(file, line)).as("where the recording begins").isGreaterThanOrEqualTo(sent);
    assertThat(file.length).isGreaterThan(line.length - sent - 8 * (500 + tellingMs));
    assertThat(scene.door().refused()).isEmpty();
  }

  /** Where a file's first sample is among those of the line; all of the file has to be there. */
  private static int place(short[] file, short[] line) {
    for (int from = 0; from + file.length <= line.length; from++) {
      if (Arrays.equals(file, 0, file.length, line, from, from + file.length)) {
        return from;
      }
    }
    throw new AssertionError("what is in the file was not on the line");
  }

  /** The caller has heard the question to its end. */
  private void asked(String question) {
    phone.passUntilHears(question);
    phone.passUntil("question over", () -> phone.hearsNow().isEmpty());
  }

  private int sent() {
    return AudioFrame.joined(phone.sent()).samples().length;
  }

  @Test
  void aKeyStartsTheRecordingAndNothingBeforeItIsThere() throws IOException {
    dial(new Yes.Key('1'));
    phone.caller().sounds(noise(20_000));
    asked(SAY);
    phone.pass(1000);
    write();
    assertThat(parts()).isEmpty();
    int before = sent();
    phone.press('1');
    greeted();
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.KEY);
    recordedFrom(before, 0);
  }

  @Test
  void aKeyOverTheQuestionCountsAtOnce() throws IOException {
    dial(new Yes.Key('1'));
    phone.caller().sounds(noise(20_000));
    phone.passUntilHears(SAY);
    phone.pass(400);
    int before = sent();
    phone.press('1');
    phone.passUntilHears(CallScene.GREETING);
    assertThat(phone.heard().get(0).ms()).isLessThan(1000);
    recordedFrom(before, 0);
  }

  @Test
  void anotherKeyRefusesForGood() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.press('2');
    greeted();
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.KEY);
    unrecorded();
  }

  @Test
  void aWordAgrees() throws IOException {
    dial(new Yes.Word());
    asked(SAY);
    phone.caller().says("oh yes please", 800);
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.WORD);
    phone.caller().sounds(noise(4000));
    phone.passUntilQuiet();
    phone.pass(500);
    phone.hangUp();
    write();
    assertThat(parts()).hasSize(1);
    assertThat(scene.responder().asked()).isEmpty();
  }

  @Test
  void aWordRefuses() {
    dial(new Yes.Word());
    asked(SAY);
    phone.caller().says("no", 500);
    greeted();
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.WORD);
    unrecorded();
  }

  @Test
  void whoeverKeepsSilentIsAskedOnceMoreAndNotRecorded() {
    dial(new Yes.Word());
    asked(SAY);
    asked(AGAIN);
    phone.pass(5000);
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.SILENCE);
    unrecorded();
  }

  @Test
  void whoeverSaysNoOverTheQuestionDoesNotGoOn() {
    dial(new Yes.GoingOn());
    phone.passUntilHears(SAY);
    phone.caller().says("no I do not want that", 1000);
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.last(ConsentRefused.class).by()).isEqualTo(Consent.By.WORD);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoeverGoesOnAgrees() throws IOException {
    dial(new Yes.GoingOn());
    phone.caller().sounds(noise(20_000));
    phone.passUntilHears(SAY);
    int before = sent();
    greeted();
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.GOING_ON);
    recordedFrom(before, 1440);
  }

  @Test
  void theCallerIsAskedOnceAlsoOverAnotherLine() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.press('2');
    phone.passUntilHears(CallScene.GREETING);
    phone.hangUp();
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    assertThat(phone.heardWords()).doesNotContain(SAY);
    unrecorded();
  }

  @Test
  void whoeverHasNotAnsweredIsAskedAgainOnAnotherLine() {
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.hangUp();
    phone = scene.dial();
    asked(SAY);
    phone.press('1');
    phone.passUntilHears(CallScene.GREETING);
    assertThat(scene.last(ConsentGiven.class).by()).isEqualTo(Consent.By.KEY);
  }

  @Test
  void whoeverSaysNoIsSentToAPersonWhereTheProfileWantsThat() {
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
    assertThat(scene.responder().asked()).isEmpty();
    write();
    assertThat(folder).isEmptyDirectory();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoeverSaysNoHearsGoodbyeWhereTheProfileWantsThatAlsoOverAnotherLine() {
    String words = "Then we cannot go on. Goodbye.";
    dial(new Yes.Word(), new Refused.Leave(words, new UseTool("end_call", Map.of())));
    asked(SAY);
    phone.caller().says("no", 500);
    phone.passUntilHears("Then we cannot go on.");
    phone.hangUp();
    phone = scene.dial();
    phone.passUntil("let go", phone::hungUp);
    assertThat(scene.doing()).isEqualTo("Ended");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(phone.heardWords()).contains("Goodbye.").doesNotContain(SAY, CallScene.GREETING);
    assertThat(scene.responder().asked()).isEmpty();
    write();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theRecordingEndsForGoodByWordsAtAnyTime() throws IOException {
    scene.responder().to("hours", "From nine to five.");
    dial(new Yes.Key('1'));
    asked(SAY);
    phone.press('1');
    greeted();
    phone.pass(1000);
    phone.caller().says("please stop recording now", 1200);
    phone.passUntilHears(STOPPED);
    write();
    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(part.reason()).isEqualTo("stopped"));
    assertThat(scene.last(ConsentRefused.class))
        .extracting(ConsentRefused::by, ConsentRefused::turn)
        .containsExactly(Consent.By.OPT_OUT, 1);
    assertThat(scene.responder().asked()).isEmpty();
    phone.passUntilQuiet();
    phone.caller().says("stop recording the hours", 800); // means nothing any more
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine to five.");
    assertThat(scene.responder().asked().get(0).guidance().notes())
        .extracting(Responder.Note::words)
        .containsExactly(NOTE);
    long samples = parts().get(0).samples();
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(SessionChange.of(Recording.wished(Wish.ON))));
    phone.pass(1000);
    write();
    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(part.samples()).isEqualTo(samples));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aRequestDoesNotStandForTheAnswer() {
    dial(new Yes.Key('1'));
    asked(SAY);
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(SessionChange.of(Recording.wished(Wish.ON))));
    phone.pass(500);
    write();
    assertThat(parts()).isEmpty();
    phone.press('1');
    phone.passUntilHears(CallScene.GREETING);
    write();
    assertThat(parts()).hasSize(1);
  }
}
