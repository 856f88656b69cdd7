package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameResamplerTest {

  private static final AudioFrame NARROW = noise(8000);
  private static final AudioFrame WIDE = noise(16_000);

  @Test
  void soundOfTheWantedRatePassesAsItIs() {
    assertThat(new FrameResampler(16_000).convert(WIDE)).isEqualTo(WIDE.samples());
  }

  @Test
  void stateIsCarriedOnWhileTheRateStaysAndBegunAnewWhenItChanges() {
    FrameResampler frames = new FrameResampler(16_000);
    Resampler narrow = new Resampler(8000, 16_000);
    for (int piece = 0; piece < 3; piece++) {
      assertThat(frames.convert(NARROW)).isEqualTo(narrow.convert(NARROW.samples()));
    }
    assertThat(frames.convert(WIDE)).isEqualTo(WIDE.samples());
    assertThat(frames.convert(NARROW))
        .isEqualTo(new Resampler(8000, 16_000).convert(NARROW.samples()));
  }

  @Test
  void aResetForgetsWhatCameBefore() {
    FrameResampler frames = new FrameResampler(16_000);
    short[] first = frames.convert(NARROW);
    assertThat(frames.convert(NARROW)).isNotEqualTo(first);
    frames.reset();
    assertThat(frames.convert(NARROW)).isEqualTo(first);
  }

  private static AudioFrame noise(int rateHz) {
    short[] samples = new short[rateHz / 50];
    Random random = new Random(rateHz);
    for (int at = 0; at < samples.length; at++) {
      samples[at] = (short) (random.nextInt(20_000) - 10_000);
    }
    return new AudioFrame(rateHz, samples);
  }
}
