package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.NearEndDetector;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Sounds;

/** With real voices and noises, and the ear of real lines. */
class RecordedSoundScenarioTest {

  private final CallScene scene = new CallScene().announce().ears(NearEndDetector::of);
  private FakePhone phone;

  @BeforeEach
  void callerIsBeingAnswered() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(talkspurt.fake.FakeTranscriber.Mood.SAYS_NOTHING);
    scene
        .responder()
        .to(
            "key 1",
            "This is a long answer that goes on for quite some time, so that one may well want to"
                + " interrupt it before its end, which is far away.");
    phone = scene.dial();
    phone.press('1');
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"hours, 0", "operator, 0", "ok, 0", "hours, -39", "operator, -39"})
  void aVoiceIsAnsweredBySilenceWithinThreeTenthsOfASecond(String words, int noiseDbfs) {
    AudioFrame line = Sounds.then(
        Sounds.silence(8000, 3000), Sounds.speech(words, 8000), Sounds.silence(8000, 500));
    phone
        .caller()
        .sounds(
            noiseDbfs == 0
                ? line
                : Sounds.mix(line, Sounds.pink(8000, line.durationMs(), noiseDbfs, 1)));
    phone.pass(3000);
    assertThat(scene.doing()).isEqualTo("Speaking");
    phone.pass(300);
    assertThat(scene.doing()).isEqualTo("Barged");
    assertThat(phone.hearsNow()).isEmpty();
  }

  @Test
  void aSteadyNoiseFromTheBeginningInterruptsNothing() {
    phone.caller().sounds(Sounds.pink(8000, 10_000, -35, 2));
    phone.pass(6000);
    assertThat(scene.story()).containsOnlyOnce("CallerInterrupted"); // by the key
    assertThat(phone.hearsNow()).isPresent();
  }

  @Test
  void toneAndHumInterruptNothing() {
    phone
        .caller()
        .sounds(Sounds.tones(8000, 3000, -25, 350, 440))
        .sounds(Sounds.tones(8000, 3000, -25, 50, 150, 250));
    phone.pass(6000);
    assertThat(scene.story()).containsOnlyOnce("CallerInterrupted");
  }

  @Test
  void aCoughIsForgivenAndTheAnswerGoesOn() {
    phone.caller().sounds(Sounds.silence(8000, 2000)).sounds(Sounds.speech("cough", 8000));
    phone.pass(4000);
    assertThat(scene.doing()).isEqualTo("Speaking");
    assertThat(phone.hearsNow()).isPresent();
  }
}
