package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFrameTest {

  @ParameterizedTest
  @CsvSource({
    "8000, 160",
    "12000, 240",
    "16000, 320",
    "24000, 480",
    "32000, 640",
    "44100, 882",
    "48000, 960",
    "96000, 1920",
    "192000, 3840"
  })
  void silenceIsTwentyMillisecondsAtEveryRate(int rateHz, int samples) {
    AudioFrame silence = AudioFrame.silence(rateHz);
    assertThat(silence.samples()).hasSize(samples).containsOnly(0);
    assertThat(silence.durationMs()).isEqualTo(20);
  }

  @Test
  void onlyTwentyMillisecondsOfZerosAreSilence() {
    assertThat(AudioFrame.silence(16_000).isSilence()).isTrue();
    assertThat(new AudioFrame(16_000, new short[160]).isSilence()).isFalse();
    for (int at : new int[] {0, 77, 319}) {
      AudioFrame frame = AudioFrame.silence(16_000);
      frame.samples()[at] = -1;
      assertThat(frame.isSilence()).isFalse();
    }
  }
}
