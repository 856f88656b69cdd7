package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
  @ParameterizedTest
  @CsvSource({"50, 50", "90, 90", "99, 99", "100, 100", "1, 1", "0, 1"})
  void ranksTheNumbersFromOneToAHundred(double percent, double value) {
    Distribution times = new Distribution();
    for (int i = 100; i >= 1; i--) times.add(i);
    assertEquals(OptionalDouble.of(value), times.percentile(percent));
  }

  @ParameterizedTest
  @CsvSource({"1, 50, 7", "1, 99, 7", "2, 50, 7", "2, 51, 9", "3, 67, 11", "3, 66, 9"})
  void takesTheSmallestValueThatEnoughDoNotExceed(int values, double percent, double value) {
    Distribution times = new Distribution();
    for (int i = 0; i < values; i++) times.add(7 + 2 * i);
    assertEquals(OptionalDouble.of(value), times.percentile(percent));
  }

  @Test
  void hasNoPercentileWithoutValues() {
    assertEquals(OptionalDouble.empty(), new Distribution().percentile(50));
  }

  @Test
  void keepsTenthsAndNegativeValues() {
    Distribution times = new Distribution();
    times.addNanos(-1_260_000);
    times.addNanos(20_040_000);
    assertEquals(OptionalDouble.of(-1.3), times.percentile(50));
    assertEquals(OptionalDouble.of(20.0), times.percentile(100));
  }

  @Test
  void addsUp() {
    Distribution one = new Distribution();
    one.add(1);
    one.add(2);
    Distribution other = new Distribution();
    other.add(2);
    other.add(30);
    one.addAll(other);
    assertEquals(4, one.count());
    assertEquals(OptionalDouble.of(2), one.percentile(75));
    assertEquals(OptionalDouble.of(30), one.percentile(76));
  }
}
