package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.fake.Sounds;

class LoudnessTest {

  @ParameterizedTest
  @ValueSource(doubles = {-40, -20, -6})
  void bringsSpeechToTwentyBelowFullScale(double dbfs) {
    AudioFrame even = Loudness.even(Sounds.tones(16_000, 500, dbfs, 300));
    assertThat(Level.dbfs(even.samples())).isBetween(-21.0, -19.0);
  }

  @Test
  void leavesNoMoreThanFiftyMillisecondsOfSilenceAtEitherEnd() {
    AudioFrame speech = Sounds.then(
        Sounds.silence(16_000, 300),
        Sounds.tones(16_000, 200, -20, 300),
        Sounds.silence(16_000, 400));
    assertThat(Loudness.even(speech).durationMs()).isBetween(290, 300);
  }

  @Test
  void keepsPeaksBelowHalfOfFullScale() {
    short[] click = new short[16_000];
    for (int i = 0; i < click.length; i += 100) {
      click[i] = 300;
    }
    click[8000] = 30_000;
    for (short sample : Loudness.even(new AudioFrame(16_000, click)).samples()) {
      assertThat(Math.abs(sample)).isLessThanOrEqualTo(16_384);
    }
  }

  @Test
  void standsNothing() {
    assertThat(Loudness.even(new AudioFrame(16_000, new short[0])).samples()).isEmpty();
    assertThat(Loudness.even(Sounds.silence(16_000, 500)).durationMs()).isLessThanOrEqualTo(50);
  }
}
