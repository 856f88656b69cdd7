package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.media.settings.BackgroundSettings;

class BackgroundTest {

  private static final AudioFrame SILENCE = AudioFrame.silence(8000);

  @Test
  void withoutABackgroundFramesAreAsTheyWere() {
    Background none = new Background(BackgroundSettings.NONE, 1);
    assertThat(none.ambient(SILENCE, true)).isSameAs(SILENCE);
    assertThat(none.noisy(SILENCE, true)).isSameAs(SILENCE);
  }

  @Test
  void noiseIsBelowSilenceAndSpeech() {
    Background noise = new Background(noise(-65), 1);
    AudioFrame silence = noise.noisy(SILENCE, true);
    assertThat(Level.dbfs(silence.samples())).isCloseTo(-65, within(2.0));
    assertThat(SILENCE.isSilence()).isTrue();
    AudioFrame speech = new AudioFrame(8000, new short[160]);
    Arrays.fill(speech.samples(), (short) 1000);
    short[] clean = speech.samples().clone();
    assertThat(noise.noisy(speech, false)).isSameAs(speech);
    assertThat(speech.samples()).isNotEqualTo(clean);
  }

  @Test
  void ambienceGoesOnFromFrameToFrameAndFromRateToRate() {
    Background background = new Background(
        new BackgroundSettings(Optional.empty(), Optional.of(new Ambience(ramp(), -45))), 0);
    AudioFrame first = background.ambient(SILENCE, true);
    AudioFrame second = background.ambient(SILENCE, true);
    assertThat(first.samples()[0]).isNotEqualTo(second.samples()[0]);
    short[] loop = new Ambience(ramp(), -45).of(8000);
    assertThat(first.samples()).isEqualTo(Arrays.copyOfRange(loop, 0, 160));
    assertThat(second.samples()).isEqualTo(Arrays.copyOfRange(loop, 160, 320));
    short[] wide = new Ambience(ramp(), -45).of(16000);
    assertThat(background.ambient(AudioFrame.silence(16000), true).samples())
        .isEqualTo(Arrays.copyOfRange(wide, 640, 960));
    for (int frame = 3; frame < 75; frame++) {
      background.ambient(SILENCE, true);
    }
    assertThat(background.ambient(SILENCE, true).samples())
        .isEqualTo(Arrays.copyOfRange(loop, 0, 160));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-91, -39, 0, 5, Double.NaN})
  void levelsOfNoiseAreChecked(double dbov) {
    assertThatThrownBy(() -> noise(dbov))
        .hasMessageEndingWith("dBov; allowed: off, or -90dBov to -40dBov");
  }

  private static BackgroundSettings noise(double dbov) {
    return new BackgroundSettings(Optional.of(dbov), Optional.empty());
  }

  /** 2 s, of which the loop has 1.5. */
  private static AudioFrame ramp() {
    short[] samples = new short[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (3000 * Math.sin(i / 50.0) + i % 7);
    }
    return new AudioFrame(8000, samples);
  }
}
