package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorOpsTest {

  private static final int SIZE = 37;

  private final Random random = new Random(1);

  private float[] noise(int n) {
    float[] noise = new float[n];
    for (int k = 0; k < n; k++) {
      noise[k] = (float) random.nextGaussian();
    }
    return noise;
  }

  @ParameterizedTest(name = "{0} columns, every {1}th input 0")
  @CsvSource({"0, 2", "1, 9", "2, 9", "3, 9", "4, 9", "5, 9", "113, 200", "113, 3", "113, 1"})
  void aMatrixTimesAVectorIsTheSumOfItsColumns(int columns, int zeros) {
    float[] bias = noise(SIZE);
    float[][] matrix = new float[columns][];
    float[] in = noise(columns);
    double[] expected = new double[SIZE];
    for (int n = 0; n < SIZE; n++) {
      expected[n] = bias[n];
    }
    for (int k = 0; k < columns; k++) {
      matrix[k] = noise(SIZE);
      in[k] = (k + 1) % zeros == 0 ? 0 : in[k];
      for (int n = 0; n < SIZE; n++) {
        expected[n] += (double) matrix[k][n] * in[k];
      }
    }
    float[] out = noise(SIZE);
    VectorOps.multiply(out, bias, matrix, in);
    for (int n = 0; n < SIZE; n++) {
      assertThat((double) out[n]).isCloseTo(expected[n], within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 9, 18})
  void rowsAreSummed(int count) {
    float[] rows = noise(count * SIZE + 5);
    double[] expected = new double[SIZE];
    for (int k = 0; k < count * SIZE; k++) {
      expected[k % SIZE] += rows[k];
    }
    float[] sum = noise(SIZE);
    VectorOps.sumRows(sum, rows, new float[count / 2 * SIZE], count, SIZE);
    for (int n = 0; n < SIZE; n++) {
      assertThat((double) sum[n]).isCloseTo(expected[n], within(1e-5));
    }
  }

  @Test
  void aRowIsSummedWhereverItLies() {
    float[] row = noise(100);
    for (int from = 0; from < 9; from++) {
      for (int to = from; to <= 100; to += 7) {
        double expected = 0;
        for (int n = from; n < to; n++) {
          expected += row[n];
        }
        assertThat((double) VectorOps.sum(row, from, to)).isCloseTo(expected, within(1e-5));
      }
    }
  }
}
