package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.media.settings.BackgroundSettings;
import talkspurt.media.settings.ProfileAmbience;

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

  @Test
  void aProfilesAmbienceComesAsTheEnginesGoes() {
    Background background = new Background(
        new BackgroundSettings(Optional.empty(), Optional.of(new Ambience(ramp(), -45))), 0);
    background.ambient(SILENCE, true);
    background.use(ProfileAmbience.of(new Ambience(ramp(), -30)));
    short[] loop = new Ambience(ramp(), -30).of(8000);
    List<AudioFrame> fade = new ArrayList<>();
    for (int frame = 0; frame < AmbientLoop.FADE_MS / 20; frame++) {
      fade.add(background.ambient(SILENCE, true));
    }
    assertThat(Level.dbfs(fade.get(0).samples())).isCloseTo(-45, within(6.0));
    assertThat(largestStep(AudioFrame.joined(fade).samples())).isLessThan(largestStep(loop) + 10);
    assertThat(background.ambient(SILENCE, true).samples())
        .isEqualTo(Arrays.copyOfRange(loop, 4000, 4160));
    background.use(ProfileAmbience.OFF);
    assertThat(background.ambient(SILENCE, true)).isNotSameAs(SILENCE);
    for (int frame = 0; frame < AmbientLoop.FADE_MS / 20; frame++) {
      background.ambient(SILENCE, true);
    }
    assertThat(background.ambient(SILENCE, true)).isSameAs(SILENCE);
    background.use(ProfileAmbience.ENGINE);
    background.ambient(SILENCE, true);
    assertThat(background.ambient(SILENCE, true).isSilence()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-91, -39, 0, 5, Double.NaN})
  void levelsOfNoiseAreChecked(double dbov) {
    assertThatThrownBy(() -> noise(dbov))
        .hasMessageEndingWith("dBov; allowed: off, or -90dBov to -40dBov");
  }

  private static int largestStep(short[] samples) {
    int largest = 0;
    for (int i = 1; i < samples.length; i++) {
      largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
    }
    return largest;
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
