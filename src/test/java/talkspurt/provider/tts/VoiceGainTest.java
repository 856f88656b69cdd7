package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.ActiveLevel;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Gain;
import talkspurt.audio.Level;
import talkspurt.provider.Synthesizer.Sound;

class VoiceGainTest {

  private static final double TARGET = -22;

  private final VoiceGain gain = new VoiceGain(TARGET);

  @Test
  void aVoiceIsAsItIsUntilItIsMeasured() {
    assertThat(gain.next()).isEqualTo(Gain.NONE);
    hear(-32, 1.5);
    assertThat(gain.next()).isEqualTo(Gain.NONE);
    hear(-32, 1.5);
    assertThat(gain.next()).isEqualTo(new Gain(3));
  }

  @ParameterizedTest
  @CsvSource({"-32, 10", "-22.3, 0", "-21.7, 0", "-17, -5", "-60, 12", "-6, -12", "-18, -4"})
  void itComesToTheTargetInSteps(double dbov, double db) {
    double before = 0;
    for (int sentence = 0; sentence < 20; sentence++) {
      hear(dbov, 3);
      double now = gain.next().db();
      assertThat(Math.abs(now - before)).isLessThanOrEqualTo(VoiceGain.MAX_STEP_DB + 1e-9);
      before = now;
    }
    assertThat(before).isCloseTo(db, within(0.3));
  }

  @Test
  void sentencesThatBeganBeforeAStepMoveNothing() {
    hear(-32, 3);
    assertThat(gain.next()).isEqualTo(new Gain(3));
    for (int other = 0; other < 10; other++) {
      gain.heard(level(-32, 3), Gain.NONE);
    }
    assertThat(gain.next()).isEqualTo(new Gain(3));
    hear(-32, 3);
    assertThat(gain.next()).isEqualTo(new Gain(6));
  }

  @Test
  void oneLoudSentenceOfManyChangesLittle() {
    for (int sentence = 0; sentence < 50; sentence++) {
      hear(-22, 3);
    }
    hear(-16, 3);
    assertThat(gain.next()).isEqualTo(Gain.NONE);
  }

  @Test
  void silenceMovesNothing() {
    for (int sentence = 0; sentence < 5; sentence++) {
      gain.heard(new ActiveLevel(), gain.next());
    }
    assertThat(gain.next()).isEqualTo(Gain.NONE);
  }

  @ParameterizedTest
  @CsvSource({"-32, -22", "-16, -22", "-50, -38", "-6, -18"})
  void aRecordingIsMeasuredWhole(double dbov, double made) {
    AudioFrame levelled = VoiceGain.levelled(tone(dbov, 3), TARGET);
    ActiveLevel level = new ActiveLevel();
    level.hear(levelled);
    assertThat(level.dbov()).hasValueCloseTo(made, within(0.2));
  }

  @Test
  void aWholeSentenceIsMeasuredWholeWhateverItsPieces() {
    short[] tone = tone(-32, 3).samples();
    List<Sound> sentence = List.of(
        new Sound.Said(1, 1),
        new Sound.Pcm(new AudioFrame(8000, Arrays.copyOfRange(tone, 0, 12_000))),
        new Sound.Pcm(new AudioFrame(8000, Arrays.copyOfRange(tone, 12_000, 24_000))));
    List<Sound> levelled = VoiceGain.levelled(sentence, TARGET);
    assertThat(levelled).hasSize(3).startsWith(new Sound.Said(1, 1));
    for (Sound sound : levelled.subList(1, 3)) {
      assertThat(Level.dbfs(((Sound.Pcm) sound).frame().samples())).isCloseTo(-22, within(0.3));
    }
    assertThat(VoiceGain.levelled(List.of(new Sound.Said(1, 1)), TARGET))
        .containsExactly(new Sound.Said(1, 1));
  }

  @Test
  void aRecordingOfSilenceStays() {
    AudioFrame silence = AudioFrame.silence(8000);
    assertThat(VoiceGain.levelled(silence, TARGET)).isSameAs(silence);
  }

  private void hear(double dbov, double seconds) {
    gain.heard(level(dbov, seconds), gain.next());
  }

  private static ActiveLevel level(double dbov, double seconds) {
    ActiveLevel level = new ActiveLevel();
    level.hear(tone(dbov, seconds));
    return level;
  }

  private static AudioFrame tone(double dbov, double seconds) {
    short[] samples = new short[(int) (8000 * seconds)];
    double peak = 32768 * Math.sqrt(2) * Math.pow(10, dbov / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.rint(peak * Math.sin(2 * Math.PI * 440 * i / 8000));
    }
    return new AudioFrame(8000, samples);
  }
}
