package talkspurt.audio;

/** One call's pass through {@link HearingNet}: what it remembers from frame to frame. */
final class HearingNetState {

  private final HearingNet net;
  private final int units;
  private final float[] input;
  private final float[] hidden;
  private final float[] gates;
  private final float[] recurrent;
  private final float[] state;

  HearingNetState(HearingNet net) {
    this.net = net;
    units = net.units;
    input = new float[net.inputs];
    hidden = new float[units];
    gates = new float[3 * units];
    recurrent = new float[3 * units];
    state = new float[units];
  }

  /** How likely the caller speaks in this frame, 0 to 1; one half is the threshold. */
  float next(float[] evidence) {
    for (int k = 0; k < input.length; k++) {
      input[k] = (evidence[k] - net.mean[k]) * net.scale[k];
    }
    multiply(hidden, net.inBias, net.inWeights, input);
    for (int k = 0; k < units; k++) {
      hidden[k] = Math.max(0, hidden[k]);
    }
    multiply(gates, net.gateBias, net.gateWeights, hidden);
    multiply(recurrent, net.stateBias, net.stateWeights, state);
    for (int k = 0; k < units; k++) {
      float reset = sigmoid(gates[k] + recurrent[k]);
      float update = sigmoid(gates[units + k] + recurrent[units + k]);
      float candidate = tanh(gates[2 * units + k] + reset * recurrent[2 * units + k]);
      state[k] = (1 - update) * candidate + update * state[k];
    }
    float sum = net.outBias;
    for (int k = 0; k < units; k++) {
      sum += net.outWeights[k] * state[k];
    }
    return sigmoid(sum);
  }

  /**
   * out = bias + weights · in, the weights lying column by column so that each step is a long row. Four
   * columns go at a time, so that a sum is loaded and stored once for four products.
   */
  private static void multiply(float[] out, float[] bias, float[] weights, float[] in) {
    int n = out.length;
    System.arraycopy(bias, 0, out, 0, n);
    int k = 0;
    for (; k + 3 < in.length; k += 4) {
      addScaled(out, weights, k * n, in[k], in[k + 1], in[k + 2], in[k + 3]);
    }
    for (; k < in.length; k++) {
      addScaled(out, weights, k * n, in[k]);
    }
  }

  private static void addScaled(
      float[] out, float[] columns, int at, float a, float b, float c, float d) {
    int n = out.length;
    int second = at + n;
    int third = second + n;
    int fourth = third + n;
    for (int k = 0; k < n; k++) {
      out[k] = out[k]
          + columns[at + k] * a
          + columns[second + k] * b
          + columns[third + k] * c
          + columns[fourth + k] * d;
    }
  }

  private static void addScaled(float[] out, float[] column, int at, float by) {
    for (int k = 0; k < out.length; k++) {
      out[k] += column[at + k] * by;
    }
  }

  private static float sigmoid(float x) {
    return 1 / (1 + (float) Math.exp(-x));
  }

  private static float tanh(float x) {
    return 2 * sigmoid(2 * x) - 1;
  }
}
