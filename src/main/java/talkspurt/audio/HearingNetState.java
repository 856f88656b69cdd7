package talkspurt.audio;

/** One call's pass through {@link HearingNet}: what it remembers from frame to frame. */
final class HearingNetState {

  private final HearingNet net;
  private final int units;
  private final float[] input;
  private final float[] hidden;
  private final float[] gates;
  private final float[] recurrent;
  private final float[] reset;
  private final float[] update;
  private final float[] candidate;
  private final float[] state;

  HearingNetState(HearingNet net) {
    this.net = net;
    units = net.units;
    input = new float[net.inputs];
    hidden = new float[units];
    gates = new float[3 * units];
    recurrent = new float[3 * units];
    reset = new float[units];
    update = new float[units];
    candidate = new float[units];
    state = new float[units];
  }

  /** How likely the caller speaks in this frame, 0 to 1; one half is the threshold. */
  float next(float[] evidence) {
    for (int k = 0; k < input.length; k++) {
      input[k] = (evidence[k] - net.mean[k]) * net.scale[k];
    }
    VectorOps.multiply(hidden, net.inBias, net.inWeights, input);
    Activations.relu(hidden);
    VectorOps.multiply(gates, net.gateBias, net.gateWeights, hidden);
    VectorOps.multiply(recurrent, net.stateBias, net.stateWeights, state);
    gate();
    float sum = net.outBias;
    for (int k = 0; k < units; k++) {
      sum += net.outWeights[k] * state[k];
    }
    return 1 / (1 + (float) Math.exp(-sum));
  }

  /** The gates and the candidate lie one behind the other; each goes into an array of its own. */
  private void gate() {
    System.arraycopy(gates, 2 * units, candidate, 0, units);
    System.arraycopy(recurrent, 2 * units, hidden, 0, units);
    VectorOps.add(gates, recurrent, gates.length);
    System.arraycopy(gates, 0, reset, 0, units);
    System.arraycopy(gates, units, update, 0, units);
    Activations.sigmoid(reset);
    Activations.sigmoid(update);
    VectorOps.addTimes(candidate, reset, hidden, units);
    Activations.tanh(candidate);
    for (int k = 0; k < units; k++) {
      state[k] = candidate[k] + update[k] * (state[k] - candidate[k]);
    }
  }
}
