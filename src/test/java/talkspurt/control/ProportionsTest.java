package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.Proportions.Interval;

/** Against the figures that are printed in the papers and books the Javadoc names. */
class ProportionsTest {

  /** Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void aShareIsWhereWilsonHasIt(int found, int of, double low, double high) {
    Interval interval = Proportions.wilson(found, of);
    assertThat(interval.low()).isEqualTo(low, within(0.00005));
    assertThat(interval.high()).isEqualTo(high, within(0.00005));
    Interval others = Proportions.wilson(of - found, of);
    assertThat(others.low()).isEqualTo(1 - interval.high(), within(1e-12));
    assertThat(others.high()).isEqualTo(1 - interval.low(), within(1e-12));
  }

  /** Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1.0000",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void aDifferenceIsWhereNewcombeHasIt(
      int found, int of, int otherFound, int otherOf, double low, double high) {
    Interval interval = Proportions.difference(found, of, otherFound, otherOf);
    assertThat(interval.low()).isEqualTo(low, within(0.00005));
    assertThat(interval.high()).isEqualTo(high, within(0.00005));
    Interval turned = Proportions.difference(otherFound, otherOf, found, of);
    assertThat(turned.low()).isEqualTo(-interval.high(), within(1e-12));
    assertThat(interval.excludesZero()).isEqualTo(low > 0 || high < 0);
    assertThat(interval.farthest()).isEqualTo(Math.max(Math.abs(low), high), within(0.00005));
  }

  /** The example of R's documentation of power.prop.test, which has the same formula, for a power of 90 %. */
  @Test
  void aSampleIsAsLargeAsRHasIt() {
    assertThat(Proportions.calls(0.5, 0.75, 1.2815515655446004)).isEqualTo(76.7, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"0.6, 0.7, 356", "0.5, 0.75, 58", "0.1, 0.15, 686", "0, 0.05, 152", "0.24, 0.31, 638"
  })
  void aSampleIsOfAPowerOf80Percent(double share, double other, long calls) {
    assertThat(Proportions.callsOfEach(share, other)).isEqualTo(calls);
    assertThat(Proportions.callsOfEach(other, share)).isEqualTo(calls);
    assertThat(Proportions.callsOfEach(1 - share, 1 - other)).isEqualTo(calls);
  }

  @Test
  void theLargerSampleOfUpAndDownIsTold() {
    assertThat(Proportions.callsOfEachFrom(0.3, 0.05))
        .isEqualTo(Proportions.callsOfEach(0.3, 0.35))
        .isGreaterThan(Proportions.callsOfEach(0.3, 0.25));
    assertThat(Proportions.callsOfEachFrom(0.99, 0.05))
        .isEqualTo(Proportions.callsOfEach(0.99, 0.94));
    assertThat(Proportions.callsOfEachFrom(0, 0.05)).isEqualTo(Proportions.callsOfEach(0, 0.05));
  }

  @Test
  void nothingIsKnownOfNoCalls() {
    assertThat(Proportions.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    assertThat(Proportions.difference(0, 0, 3, 4)).isEqualTo(new Interval(-1, 1));
    assertThat(Proportions.difference(3, 4, 0, 0)).isEqualTo(new Interval(-1, 1));
    assertThatThrownBy(() -> Proportions.wilson(2, 1)).hasMessageContaining("2 of 1");
    assertThatThrownBy(() -> Proportions.wilson(-1, 1)).hasMessageContaining("-1 of 1");
    assertThatThrownBy(() -> Proportions.callsOfEach(0.2, 0.2)).hasMessageContaining("two others");
    assertThatThrownBy(() -> Proportions.callsOfEach(0.2, 1.2)).hasMessageContaining("two others");
  }

  @Test
  void intervalsLieAroundTheirSharesAndNarrowWithMoreCalls() {
    Random random = new Random(11);
    for (int time = 0; time < 500; time++) {
      int of = 1 + random.nextInt(3000);
      int found = random.nextInt(of + 1);
      Interval one = Proportions.wilson(found, of);
      Interval more = Proportions.wilson(10L * found, 10L * of);
      double share = (double) found / of;
      assertThat(share).isBetween(one.low(), one.high());
      assertThat(one.low()).isGreaterThanOrEqualTo(0);
      assertThat(one.high()).isLessThanOrEqualTo(1);
      assertThat(more.high() - more.low()).isLessThan(one.high() - one.low());
      int others = random.nextInt(of + 1);
      Interval between = Proportions.difference(found, of, others, of);
      assertThat(share - (double) others / of).isBetween(between.low(), between.high());
      assertThat(between.low()).isBetween(-1.0, 1.0);
      assertThat(between.high()).isBetween(-1.0, 1.0);
    }
  }
}
