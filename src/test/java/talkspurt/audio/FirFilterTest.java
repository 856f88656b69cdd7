package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirFilterTest {

  @ParameterizedTest(name = "{0} sums, {1} samples and {2} places apart")
  @CsvSource({"0, 1, 1", "1, 1, 1", "7, 2, 1", "8, 2, 1", "9, 1, 3", "16, 3, 2", "31, 6, 1"})
  void eachSumIsThatOfTheTapsOverItsPlace(int count, int step, int toStep) {
    Random random = new Random(1);
    float[] taps = new float[13];
    float[] in = new float[300];
    for (int n = 0; n < taps.length; n++) {
      taps[n] = (float) random.nextGaussian();
    }
    for (int n = 0; n < in.length; n++) {
      in[n] = (float) random.nextGaussian();
    }
    float[] out = new float[100];
    FirFilter.filter(taps, in, 5, step, out, 2, toStep, count);
    float[] expected = new float[100];
    for (int k = 0; k < count; k++) {
      for (int n = 0; n < taps.length; n++) {
        expected[2 + k * toStep] += taps[n] * in[5 + k * step + n];
      }
    }
    assertThat(out).containsExactly(expected, within(1e-5f));
  }
}
