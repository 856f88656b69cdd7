package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.CARD;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.Recording;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart;
import talkspurt.call.RecordingPart.News;
import talkspurt.call.SessionChange;
import talkspurt.fake.CallScene;
import talkspurt.fake.Collects;
import talkspurt.fake.FakePhone;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.recording.RecordedSound;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.TestRecordings;

/** Calls that are recorded: what is in the files, and what the call knows of them. */
class RecordingScenarioTest {

  private static final int FRAME = 160;

  /**
   * Hearing lays the bot a frame behind the caller; one more, since the phone's first frame comes with the line, and
   * so was spoken before it.
   */
  private static final int BEHIND = 2;

  @TempDir
  Path folder;

  private final CallScene scene = new CallScene().announce();
  private TestRecordings recordings;

  @AfterEach
  void end() {
    scene.close();
  }

  private FakePhone dial(Mode mode, String announcement) {
    recordings = new TestRecordings(
        folder,
        RecordingFormat.FLAC,
        Duration.ofSeconds(60),
        scene.world().instants(),
        scene.metrics());
    scene.recording(new RecordingPolicy(mode, announcement), recordings.recordings());
    return scene.dial();
  }

  private FakePhone dial(Mode mode) {
    return dial(mode, "");
  }

  private void write() {
    recordings.write();
    scene.world().settle();
  }

  private void ask(Wish wish) {
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(SessionChange.of(Recording.wished(wish))));
    scene.world().settle();
  }

  private void ended() {
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.CALLER_HUNG_UP));
    scene.world().settle();
  }

  private List<RecordingPart> parts() {
    return scene.state().file().plan().session().recording().parts();
  }

  private RecordingPart part(int number) {
    return parts().get(number - 1);
  }

  private RecordedSound sound(int number) throws IOException {
    return RecordedSound.of(folder.resolve(part(number).file()));
  }

  private static AudioFrame noise(int ms) {
    Random random = new Random(7);
    short[] samples = new short[8 * ms];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (1 + random.nextInt(40)); // too soft to be speech
    }
    return new AudioFrame(8000, samples);
  }

  private static short[] joined(List<AudioFrame> frames) {
    return AudioFrame.joined(frames).samples();
  }

  /** What the line got, in the places of what it brought in the same 20 ms. */
  private static short[] besideThe(List<AudioFrame> received) {
    List<AudioFrame> all = new ArrayList<>(Collections.nCopies(BEHIND, AudioFrame.silence(8000)));
    all.addAll(received);
    return joined(all);
  }

  /** Where a file's first sample is among those of the line; all of the file has to be there. */
  private static int place(short[] file, short[] line) {
    for (int from = 0; from + FRAME <= line.length; from++) {
      int length = Math.min(file.length, line.length - from);
      if (Arrays.equals(file, 0, length, line, from, from + length)) {
        return from;
      }
    }
    throw new AssertionError("what is in the file was not on the line");
  }

  @Test
  void bothSidesAreInTheFileSampleBySample() throws IOException {
    FakePhone phone = dial(Mode.ON);
    phone.caller().sounds(noise(4000));
    phone.passUntilHears(CallScene.GREETING);
    phone.pass(3000);
    phone.hangUp();
    write();
    RecordedSound sound = sound(1);
    int from = place(sound.line(), joined(phone.sent()));
    assertThat(sound.line()).hasSizeGreaterThan(22_000);
    assertThat(place(sound.bot(), besideThe(phone.received()))).isEqualTo(from);
    assertThat(part(1).news()).isEqualTo(News.ENDED);
    assertThat(part(1).samples()).isEqualTo(sound.line().length);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void afterALossTheSidesAreWhereTheyWere() throws IOException {
    FakePhone phone = dial(Mode.ON);
    phone.caller().sounds(noise(4000));
    phone.pass(1000);
    phone.mute(true);
    phone.pass(700);
    phone.mute(false);
    phone.caller().sounds(noise(2000));
    phone.pass(2000);
    phone.hangUp();
    write();
    RecordedSound sound = sound(1);
    short[] line = joined(phone.sent());
    int from = place(sound.line(), line);
    assertThat(sound.line().length).isGreaterThan(3 * 8000);
    assertThat(place(sound.bot(), besideThe(phone.received()))).isEqualTo(from);
  }

  @Test
  void theJournalHasItsBeginningAndItsEnd() {
    FakePhone phone = dial(Mode.ON);
    phone.pass(500);
    write();
    assertThat(part(1).news()).isEqualTo(News.STARTED);
    assertThat(part(1).node()).isEqualTo("node-1");
    assertThat(part(1).file()).endsWith(CallScene.CALL + "-1.flac");
    phone.hangUp();
    ended();
    write();
    assertThat(scene.doing()).isEqualTo("Ended");
    assertThat(part(1).news()).isEqualTo(News.ENDED);
    assertThat(part(1).reason()).isEqualTo("line-gone");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void nothingIsRecordedWhereTheProfileDoesNotWantIt() {
    FakePhone phone = dial(Mode.OFF);
    phone.pass(500);
    ask(Wish.ON);
    phone.pass(500);
    write();
    phone.hangUp();
    write();
    assertThat(parts()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itIsPausedAndResumedWithSilenceOfTheSameLength() throws IOException {
    FakePhone phone = dial(Mode.ON);
    phone.caller().sounds(noise(4000));
    phone.pass(1000);
    write();
    ask(Wish.PAUSED);
    assertThat(part(1).news()).isEqualTo(News.PAUSED);
    assertThat(part(1).reason()).isEqualTo("request");
    phone.pass(600);
    ask(Wish.ON);
    assertThat(part(1).news()).isEqualTo(News.RESUMED);
    phone.pass(1000);
    phone.hangUp();
    write();
    short[] line = sound(1).line();
    assertThat(part(1).silenced()).isEqualTo(30L * FRAME);
    short[] sent = joined(phone.sent());
    int silent = 0;
    while (line[silent] != 0) {
      silent++;
    }
    int from = place(Arrays.copyOf(line, silent), sent);
    int after = silent + 30 * FRAME;
    assertThat(Arrays.copyOfRange(line, silent, after)).containsOnly((short) 0);
    assertThat(Arrays.copyOfRange(line, after, after + FRAME))
        .isEqualTo(Arrays.copyOfRange(sent, from + after, from + after + FRAME));
  }

  @Test
  void itIsStoppedAndStartedAgainAsTheNextPart() {
    FakePhone phone = dial(Mode.AFTER_CONSENT);
    phone.pass(500);
    write();
    assertThat(parts()).isEmpty();
    ask(Wish.ON);
    phone.pass(500);
    write();
    ask(Wish.OFF);
    phone.pass(500);
    write();
    assertThat(part(1).reason()).isEqualTo("stopped");
    assertThat(part(1).samples()).isEqualTo(25L * FRAME);
    ask(Wish.ON);
    phone.pass(100);
    write();
    assertThat(parts()).extracting(RecordingPart::number).containsExactly(1, 2);
  }

  @Test
  void itBeginsOnceTheAnnouncementWasHeard() {
    FakePhone phone = dial(Mode.ANNOUNCED, CallScene.GREETING);
    phone.passUntilHears(CallScene.GREETING);
    phone.pass(100);
    write();
    assertThat(parts()).isEmpty();
    phone.passUntilQuiet();
    phone.pass(200);
    write();
    assertThat(part(1).reason()).isEqualTo("announced");
    assertThat(part(1).news()).isEqualTo(News.STARTED);
  }

  @Test
  void aSecretIsNotInIt() throws IOException {
    scene.collects(Collects.card());
    scene
        .responder()
        .to("pay", "Then I need something.")
        .uses("pay", "collect", "{\"name\":\"card\"}");
    FakePhone phone = dial(Mode.ON);
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("pay", 800);
    phone.passUntilHears(Collects.ASK);
    write();
    assertThat(part(1).news()).isEqualTo(News.PAUSED);
    assertThat(part(1).reason()).isEqualTo("secret");
    long from = part(1).samples();
    phone.caller().sounds(noise(4000));
    for (char key : CARD.toCharArray()) {
      phone.press(key);
      phone.pass(100);
    }
    phone.pass(8000);
    write();
    assertThat(part(1).news()).isEqualTo(News.RESUMED);
    phone.hangUp();
    write();
    short[] line = sound(1).line();
    assertThat(Arrays.copyOfRange(line, (int) from, (int) from + 1600 * 8)).containsOnly((short) 0);
    assertThat(part(1).silenced()).isGreaterThan(1600 * 8);
  }

  @Test
  void anotherLineGoesOnInTheNextPart() {
    FakePhone first = dial(Mode.ON);
    first.pass(1000);
    write();
    ask(Wish.PAUSED);
    first.hangUp();
    write();
    FakePhone second = scene.dial();
    second.pass(500);
    write();
    assertThat(parts()).extracting(RecordingPart::number).containsExactly(1, 2);
    assertThat(parts()).extracting(RecordingPart::news).containsExactly(News.ENDED, News.PAUSED);
    assertThat(part(2).line()).isNotEqualTo(part(1).line());
    second.hangUp();
    write();
    assertThat(part(2).silenced()).isEqualTo(part(2).samples());
  }

  @Test
  void aFullDiskEndsTheRecordingAndNotTheCall() {
    FakePhone phone = dial(Mode.ON);
    phone.pass(500);
    recordings.look();
    recordings.usable(0);
    recordings.look();
    scene.world().settle();
    assertThat(part(1).reason()).isEqualTo("disk-full");
    scene.responder().to("hours", "From nine to five.");
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine to five.");
    phone.hangUp();
    ended();
    write();
    assertThat(parts()).hasSize(1);
    assertThat(scene.doing()).isEqualTo("Ended");
    assertThat(scene.door().refused()).isEmpty();
  }
}
