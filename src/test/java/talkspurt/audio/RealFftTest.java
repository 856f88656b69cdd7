package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RealFftTest {

  private static final int SIZE = 256;
  private final RealFft fft = new RealFft(SIZE);
  private final float[] re = new float[SIZE / 2 + 1];
  private final float[] im = new float[SIZE / 2 + 1];

  private static float[] noise() {
    Random random = new Random(1);
    float[] time = new float[SIZE];
    for (int n = 0; n < SIZE; n++) {
      time[n] = (float) random.nextGaussian();
    }
    return time;
  }

  @Test
  void isTheSumItStandsFor() {
    float[] time = noise();
    fft.forward(time, re, im);
    for (int k = 0; k <= SIZE / 2; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int n = 0; n < SIZE; n++) {
        sumRe += time[n] * Math.cos(2 * Math.PI * k * n / SIZE);
        sumIm -= time[n] * Math.sin(2 * Math.PI * k * n / SIZE);
      }
      assertThat((double) re[k]).isCloseTo(sumRe, within(1e-4));
      assertThat((double) im[k]).isCloseTo(sumIm, within(1e-4));
    }
  }

  @Test
  void comesBack() {
    float[] time = noise();
    float[] back = new float[SIZE];
    fft.forward(time, re, im);
    fft.inverse(re, im, back);
    for (int n = 0; n < SIZE; n++) {
      assertThat(back[n]).isCloseTo(time[n], within(1e-5f));
    }
  }
}
