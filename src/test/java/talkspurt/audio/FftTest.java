package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 64, 256, 512})
  void isTheDiscreteFourierTransform(int size) {
    Random random = new Random(size);
    float[] re = new float[size];
    float[] im = new float[size];
    for (int n = 0; n < size; n++) {
      re[n] = random.nextFloat() - 0.5f;
      im[n] = random.nextFloat() - 0.5f;
    }
    float[] fastRe = re.clone();
    float[] fastIm = im.clone();
    new Fft(size).forward(fastRe, fastIm);
    for (int k = 0; k < size; k++) {
      double[] bin = bin(k, re, im);
      assertThat((double) fastRe[k]).isCloseTo(bin[0], within(1e-4));
      assertThat((double) fastIm[k]).isCloseTo(bin[1], within(1e-4));
    }
  }

  @Test
  void takesPowersOfTwoOnly() {
    assertThatThrownBy(() -> new Fft(96)).hasMessageContaining("96");
    assertThatThrownBy(() -> new Fft(0)).hasMessageContaining("powers of two");
  }

  private static double[] bin(int k, float[] re, float[] im) {
    double sumRe = 0;
    double sumIm = 0;
    for (int n = 0; n < re.length; n++) {
      double angle = -2 * Math.PI * k * n / re.length;
      sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
      sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
    }
    return new double[] {sumRe, sumIm};
  }
}
