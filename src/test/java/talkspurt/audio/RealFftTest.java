package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {

  private static float[] noise(int size) {
    Random random = new Random(1);
    float[] time = new float[size];
    for (int n = 0; n < size; n++) {
      time[n] = (float) random.nextGaussian();
    }
    return time;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32, 128, 256})
  void isTheSumItStandsFor(int size) {
    float[] time = noise(size);
    float[] re = new float[size / 2 + 1];
    float[] im = new float[size / 2 + 1];
    new RealFft(size).forward(time, re, im);
    for (int k = 0; k <= size / 2; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int n = 0; n < size; n++) {
        sumRe += time[n] * Math.cos(2 * Math.PI * k * n / size);
        sumIm -= time[n] * Math.sin(2 * Math.PI * k * n / size);
      }
      assertThat((double) re[k]).isCloseTo(sumRe, within(1e-4));
      assertThat((double) im[k]).isCloseTo(sumIm, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32, 128, 256})
  void comesBackTwice(int size) {
    float[] time = noise(size);
    float[] back = new float[size];
    float[] re = new float[size / 2 + 1];
    float[] im = new float[size / 2 + 1];
    RealFft fft = new RealFft(size);
    for (int again = 0; again < 2; again++) {
      fft.forward(time, re, im);
      fft.inverse(re, im, back);
      assertThat(back).containsExactly(time, within(1e-5f));
    }
  }
}
