package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private static final float[] FAR_OUT = {-1e30f, -1000, -30, 30, 1000, 1e30f};

  @Test
  void tanhIsTheHyperbolicTangent() {
    follows(Math::tanh, Activations::tanh);
  }

  @Test
  void sigmoidIsTheLogisticCurve() {
    follows(x -> 1 / (1 + Math.exp(-x)), Activations::sigmoid);
  }

  @Test
  void reluCutsWhatIsBelowZero() {
    float[] values = {-2, -0.5f, 0, 0.5f, 2};
    Activations.relu(values);
    assertThat(values).containsExactly(0, 0, 0, 0.5f, 2);
  }

  private static void follows(DoubleUnaryOperator curve, Consumer<float[]> fast) {
    float[] x = new float[4001 + FAR_OUT.length];
    for (int k = 0; k <= 4000; k++) {
      x[k] = (k - 2000) / 100f;
    }
    System.arraycopy(FAR_OUT, 0, x, 4001, FAR_OUT.length);
    float[] y = x.clone();
    fast.accept(y);
    for (int k = 0; k < x.length; k++) {
      assertThat((double) y[k])
          .as("at %s", x[k])
          .isCloseTo(curve.applyAsDouble(x[k]), within(5e-7));
    }
  }
}
