package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FadeTest {

  private static final int RATE_HZ = 8000;
  private static final short LEVEL = 12_000;

  private final Fade fade = new Fade(10);

  /** What is asked of it, in order: what it is then. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', playing",
    "resume, playing",
    "pause, fading out",
    "pause early, silent",
    "pause apply, silent",
    "pause pause, silent",
    "pause resume, playing",
    "pause apply resume, fading in",
    "pause early resume, fading in",
    "pause apply resume apply, playing",
    "pause apply resume resume, playing",
    "pause apply resume pause, silent",
    "pause apply resume early, silent",
    "pause apply apply, silent",
    "pause apply reset, playing",
    "pause reset, playing",
    "pause apply resume reset, playing",
    "apply, playing"
  })
  void eachOrderLeadsToOneState(String orders, String state) {
    for (String order : orders.split(" ")) {
      switch (order) {
        case "pause" -> fade.pause(true);
        case "early" -> fade.pause(false);
        case "resume" -> fade.resume();
        case "reset" -> fade.reset();
        case "apply" -> fade.apply(frame(160), RATE_HZ);
        default -> assertThat(order).isEmpty();
      }
    }
    assertThat(fade.playing()).isEqualTo(state.equals("playing"));
    assertThat(fade.fadingOut()).isEqualTo(state.equals("fading out"));
    assertThat(fade.silent()).isEqualTo(state.equals("silent"));
    assertThat(fade.open()).isEqualTo(state.equals("playing") || state.equals("fading in"));
  }

  @ParameterizedTest(name = "{0} ms at {1} Hz: {2} samples of {3}")
  @CsvSource({
    "0, 8000, 0, 160",
    "1, 8000, 8, 160",
    "10, 8000, 80, 160",
    "20, 8000, 160, 160",
    "10, 11025, 110, 220",
    "20, 11025, 220, 220",
    "10, 48000, 480, 960",
    "20, 48000, 960, 960"
  })
  void aFadeIsAStraightLineOfExactlyItsLength(int ms, int rateHz, int length, int samples) {
    Fade each = new Fade(ms);
    each.pause(true);
    short[] out = frame(samples);
    each.apply(out, rateHz);
    each.resume();
    short[] in = frame(samples);
    each.apply(in, rateHz);
    for (int i = 0; i < samples; i++) {
      int falling = i < length ? LEVEL * (length - i) / length : 0;
      int rising = i < length ? LEVEL * i / length : LEVEL;
      assertThat(out[i]).as("out, %d", i).isEqualTo((short) falling);
      assertThat(in[i]).as("in, %d", i).isEqualTo((short) rising);
    }
  }

  @Test
  void speechThatPlaysIsLeftAlone() {
    short[] frame = frame(160);
    fade.apply(frame, RATE_HZ);
    assertThat(frame).containsOnly(LEVEL);
  }

  @Test
  void aFadeHappensOnce() {
    fade.pause(true);
    fade.apply(frame(160), RATE_HZ);
    fade.resume();
    fade.apply(frame(160), RATE_HZ);
    short[] next = frame(160);
    fade.apply(next, RATE_HZ);
    assertThat(next).containsOnly(LEVEL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsHeardNeverJumpsButWhereAReplyBegins(long seed) {
    Random random = new Random(seed);
    int last = LEVEL;
    for (int n = 0; n < 500; n++) {
      switch (random.nextInt(4)) {
        case 0 -> fade.pause(true);
        case 1 -> fade.resume();
        default -> {}
      }
      short[] frame = frame(160);
      if (fade.silent()) {
        Arrays.fill(frame, (short) 0);
      } else {
        fade.apply(frame, RATE_HZ);
      }
      for (short sample : frame) {
        assertThat(Math.abs(sample - last)).isLessThanOrEqualTo(LEVEL / 80);
        last = sample;
      }
    }
  }

  private static short[] frame(int samples) {
    short[] frame = new short[samples];
    Arrays.fill(frame, LEVEL);
    return frame;
  }
}
