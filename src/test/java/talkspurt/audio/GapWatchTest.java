package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GapWatchTest {

  private final GapWatch gaps = new GapWatch();
  private final Random random = new Random(5);

  private short[] sound() {
    short[] frame = new short[160];
    for (int n = 0; n < frame.length; n++) {
      frame[n] = (short) (1000 * random.nextGaussian());
    }
    return frame;
  }

  @Test
  void soundIsNoGap() {
    for (int k = 0; k < 20; k++) {
      assertThat(gaps.gap(sound())).isFalse();
      assertThat(gaps.touches(0)).isFalse();
    }
  }

  @Test
  void silencePutInIsAGap() {
    gaps.gap(sound());
    assertThat(gaps.gap(new short[160])).isTrue();
  }

  @Test
  void aPacketPlayedAgainIsAGapEvenWhenItFades() {
    short[] first = sound();
    short[] faded = new short[160];
    for (int n = 0; n < 160; n++) {
      faded[n] = (short) Math.round(first[n] * 0.7);
    }
    gaps.gap(first);
    assertThat(gaps.gap(faded)).isTrue();
  }

  @Test
  void windowsThatReachBackIntoAGapAreBroken() {
    gaps.gap(sound());
    gaps.gap(new short[160]);
    gaps.gap(sound());
    assertThat(gaps.touches(0)).isTrue();
    assertThat(gaps.touches(1)).isTrue();
    gaps.gap(sound());
    assertThat(gaps.touches(0)).isTrue();
    assertThat(gaps.touches(1)).isFalse();
    gaps.gap(sound());
    assertThat(gaps.touches(0)).isFalse();
  }
}
