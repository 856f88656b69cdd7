package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmbienceTest {

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 24000, 48000})
  void theLoopHasItsLevelAndNoSeamAtAnyRate(int rateHz) {
    short[] loop = new Ambience(tone(16000, 3000), -45).of(rateHz);
    assertThat(loop.length).isCloseTo(rateHz * 5 / 2, within(1));
    assertThat(Level.dbfs(loop)).isCloseTo(-45, within(0.3));
    double steepest = 0;
    for (int i = 1; i < loop.length; i++) {
      steepest = Math.max(steepest, Math.abs(loop[i] - loop[i - 1]));
    }
    assertThat((double) Math.abs(loop[0] - loop[loop.length - 1])).isLessThanOrEqualTo(steepest);
  }

  @Test
  void whatIsTooShortOrSilentIsRefused() {
    assertThatThrownBy(() -> new Ambience(tone(8000, 900), -45))
        .hasMessage("play has only 900 ms of sound; allowed: 1000 ms or more");
    assertThatThrownBy(() -> new Ambience(new AudioFrame(8000, new short[16_000]), -45))
        .hasMessageStartingWith("play is silent");
    short[] click = new short[80_000];
    click[40_000] = 30_000;
    assertThatThrownBy(() -> new Ambience(new AudioFrame(8000, click), -30))
        .hasMessageStartingWith("play is silent but for single peaks");
  }

  @Test
  void theRecordingIsLeftAsItIs() {
    AudioFrame recording = tone(8000, 2000);
    short[] before = recording.samples().clone();
    new Ambience(recording, -60);
    assertThat(Arrays.equals(before, recording.samples())).isTrue();
  }

  private static AudioFrame tone(int rateHz, int ms) {
    short[] samples = new short[rateHz / 1000 * ms];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (5000 * Math.sin(2 * Math.PI * 333.3 * i / rateHz));
    }
    return new AudioFrame(rateHz, samples);
  }
}
