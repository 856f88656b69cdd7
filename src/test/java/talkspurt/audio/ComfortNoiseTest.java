package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComfortNoiseTest {

  @ParameterizedTest
  @CsvSource({"-65, 1", "-65, 77", "-65, 0", "-50, -1", "-75, 5", "-40, 9"})
  void theNoiseHasItsLevel(double dbov, long seed) {
    assertThat(Level.dbfs(noise(dbov, seed, 500))).isCloseTo(dbov, within(0.3));
  }

  @Test
  void eachSecondHasIt() {
    ComfortNoise noise = new ComfortNoise(-65, 3);
    for (int second = 0; second < 60; second++) {
      short[] samples = new short[8000];
      noise.addTo(samples);
      assertThat(Level.dbfs(samples)).isCloseTo(-65, within(0.7));
    }
  }

  @Test
  void itHasNoTone() {
    short[] noise = noise(-40, 4, 500);
    for (int lag = 20; lag < 4000; lag++) {
      assertThat(Math.abs(alike(noise, lag))).isLessThan(0.03);
    }
    assertThat(alike(noise, 1)).isCloseTo(0.4, within(0.02));
  }

  @Test
  void linesHearOther() {
    assertThat(noise(-50, 1, 1)).isNotEqualTo(noise(-50, 3, 1));
    assertThat(noise(-50, 5, 1)).isEqualTo(noise(-50, 5, 1));
  }

  @Test
  void soundStaysAndFullScaleStaysFullScale() {
    short[] samples = {1000, Short.MAX_VALUE, Short.MIN_VALUE, -1000};
    new ComfortNoise(-65, 1).addTo(samples);
    assertThat((int) samples[0]).isBetween(900, 1100);
    assertThat((int) samples[1]).isGreaterThan(32_600);
    assertThat((int) samples[2]).isLessThan(-32_600);
    assertThat((int) samples[3]).isBetween(-1100, -900);
  }

  private static double alike(short[] noise, int lag) {
    double sum = 0;
    double all = 0;
    for (int i = lag; i < noise.length; i++) {
      sum += noise[i] * noise[i - lag];
      all += noise[i] * noise[i];
    }
    return sum / all;
  }

  private static short[] noise(double dbov, long seed, int frames) {
    ComfortNoise noise = new ComfortNoise(dbov, seed);
    short[] samples = new short[frames * 160];
    noise.addTo(samples);
    return samples;
  }
}
