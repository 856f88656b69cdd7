package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HearingNetStateTest {

  private final HearingNet net = HearingNet.standard();
  private final double[] state = new double[net.units];

  @Test
  void isTheNetworkOfItsCard() {
    Random random = new Random(1);
    HearingNetState fast = new HearingNetState(net);
    float[] evidence = new float[net.inputs];
    double least = 1;
    double most = 0;
    for (int frame = 0; frame < 200; frame++) {
      for (int k = 0; k < evidence.length; k++) {
        double slow = frame / 10 % 2 == 0 ? 2 : -1;
        evidence[k] = (float) (net.mean[k] + (random.nextGaussian() + slow) / net.scale[k]);
      }
      double expected = plain(evidence);
      assertThat((double) fast.next(evidence)).isCloseTo(expected, within(1e-4));
      least = Math.min(least, expected);
      most = Math.max(most, expected);
    }
    assertThat(most).as("something to be told apart").isGreaterThan(least + 0.2);
  }

  private double plain(float[] evidence) {
    int units = net.units;
    double[] input = new double[net.inputs];
    for (int k = 0; k < input.length; k++) {
      input[k] = (evidence[k] - net.mean[k]) * net.scale[k];
    }
    double[] hidden = product(net.inBias, net.inWeights, input);
    for (int k = 0; k < units; k++) {
      hidden[k] = Math.max(0, hidden[k]);
    }
    double[] gates = product(net.gateBias, net.gateWeights, hidden);
    double[] recurrent = product(net.stateBias, net.stateWeights, state);
    double sum = net.outBias;
    for (int k = 0; k < units; k++) {
      double reset = sigmoid(gates[k] + recurrent[k]);
      double update = sigmoid(gates[units + k] + recurrent[units + k]);
      double candidate = Math.tanh(gates[2 * units + k] + reset * recurrent[2 * units + k]);
      state[k] = (1 - update) * candidate + update * state[k];
      sum += net.outWeights[k] * state[k];
    }
    return sigmoid(sum);
  }

  private static double[] product(float[] bias, float[][] columns, double[] in) {
    double[] out = new double[bias.length];
    for (int n = 0; n < out.length; n++) {
      out[n] = bias[n];
      for (int k = 0; k < in.length; k++) {
        out[n] += columns[k][n] * in[k];
      }
    }
    return out;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
