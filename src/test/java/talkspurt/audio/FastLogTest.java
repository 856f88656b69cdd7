package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FastLogTest {

  @Test
  void isTheNaturalLogarithmOfAnySize() {
    for (double x = 1e-37; x < 1e38; x *= 1.00731) {
      float value = (float) x;
      double expected = Math.log(value);
      assertThat((double) FastLog.log(value))
          .as("of %s", value)
          .isCloseTo(expected, within(1.2e-7 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void isExactWhereItIsZero() {
    assertThat(FastLog.log(1)).isZero();
  }
}
