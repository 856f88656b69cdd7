package talkspurt.provider.embedded;

import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.util.LogMath;
import java.util.Arrays;

/**
 * How well sound fits the states of phones: phonetically tied mixtures, as sphinx4 reckons them. Each phone
 * has a set of Gaussians for each part of a feature (cepstrum, its slope, the slope's slope), and each state
 * weighs the best few of its phone's. Immutable, and shared by all threads.
 *
 * <p>Scores are logarithms to the base of sphinx4, 1.0001.
 */
final class TiedMixtures {

  /** The least variance: sphinx4's own floor. */
  private static final float LEAST_VARIANCE = 0.0001f;

  private final int streams;
  private final int streamSize;
  private final int gaussians;
  private final int best;
  private final int[] phoneOf;

  /** Which of its phone's states a state is. */
  private final int[] placeOf;

  // By set, which is a phone's stream; then arrays of their own, since only so the JVM makes
  // vectors of them.

  /** What each Gaussian has before any distance. */
  private final float[][] start;

  /** By dimension, of each Gaussian. */
  private final float[][][] means;

  private final float[][][] precisions;

  /** By Gaussian, of each of the phone's states. */
  private final float[][][] weights;

  /**
   * Those of a model.
   *
   * @param best how many Gaussians count
   */
  TiedMixtures(Sphinx3Loader model, int best) {
    this.streams = model.getNumStreams();
    this.streamSize = model.getVectorLength()[0];
    this.gaussians = model.getNumGaussiansPerState();
    this.best = best;
    this.phoneOf = model.getSenone2Ci();
    int[] states = new int[Arrays.stream(phoneOf).max().orElseThrow() + 1];
    this.placeOf = Arrays.stream(phoneOf).map(phone -> states[phone]++).toArray();
    int sets = states.length * streams;
    this.start = new float[sets][gaussians];
    this.means = new float[sets][streamSize][gaussians];
    this.precisions = new float[sets][streamSize][gaussians];
    this.weights = new float[sets][][];
    for (int set = 0; set < sets; set++) {
      weights[set] = new float[gaussians][states[set / streams]];
      for (int gaussian = 0; gaussian < gaussians; gaussian++) {
        take(set, gaussian, model.getMeansPool(), model.getVariancePool());
      }
    }
    for (int state = 0; state < phoneOf.length; state++) {
      for (int stream = 0; stream < streams; stream++) {
        for (int gaussian = 0; gaussian < gaussians; gaussian++) {
          float weight = model.getMixtureWeights().get(state, stream, gaussian);
          weights[phoneOf[state] * streams + stream][gaussian][placeOf[state]] =
              (float) LogMath.getLogMath().logToLinear(weight);
        }
      }
    }
  }

  private void take(int set, int gaussian, Pool<float[]> allMeans, Pool<float[]> allVariances) {
    float[] mean = allMeans.get(set * gaussians + gaussian);
    float[] variance = allVariances.get(set * gaussians + gaussian);
    double logs = streamSize * Math.log(2 * Math.PI);
    for (int i = 0; i < streamSize; i++) {
      float floored = Math.max(variance[i], LEAST_VARIANCE);
      means[set][i][gaussian] = mean[i];
      precisions[set][i][gaussian] = -1 / (2 * floored);
      logs += Math.log(floored);
    }
    start[set][gaussian] = (float) (-0.5 * logs);
  }

  /** For one thread at a time. */
  Scores scores() {
    return new Scores();
  }

  /** The scores of one feature at a time, each reckoned when it is asked for. For one thread. */
  final class Scores {

    private final float toLogs = LogMath.getLogMath().lnToLog(1);
    private final float[] likelihood = new float[gaussians];
    private final int[] which = new int[best];
    private final float[] largest = new float[best];
    private final int[] phoneFrame = new int[start.length / streams];

    /** Of each phone: the sum of the best likelihoods of its streams, as a logarithm. */
    private final float[] common = new float[phoneFrame.length];

    /** Of each phone's states: what they make of it, as a factor. */
    private final float[][] factors = new float[phoneFrame.length][];

    private final float[] mixed = new float[Arrays.stream(placeOf).max().orElseThrow() + 1];
    private final int[] stateFrame = new int[phoneOf.length];
    private final float[] stateScore = new float[phoneOf.length];
    private float[] feature;
    private int frame;

    private Scores() {
      for (int phone = 0; phone < factors.length; phone++) {
        factors[phone] = new float[weights[phone * streams][0].length];
      }
    }

    /** What is asked from now on is of this feature. */
    void of(float[] next) {
      feature = next;
      frame++;
    }

    /** How well a state fits. */
    float of(int state) {
      if (stateFrame[state] != frame) {
        stateFrame[state] = frame;
        stateScore[state] = reckon(state);
      }
      return stateScore[state];
    }

    private float reckon(int state) {
      int phone = phoneOf[state];
      if (phoneFrame[phone] != frame) {
        phoneFrame[phone] = frame;
        hear(phone);
      }
      return toLogs * (common[phone] + (float) Math.log(factors[phone][placeOf[state]]));
    }

    /** All states of a phone at once: most are asked for, and together they cost little more than one. */
    private void hear(int phone) {
      float[] factor = factors[phone];
      Arrays.fill(factor, 1);
      common[phone] = 0;
      for (int stream = 0; stream < streams; stream++) {
        int set = phone * streams + stream;
        findBest(set, stream * streamSize);
        common[phone] += largest[0];
        Arrays.fill(mixed, 0);
        for (int i = 0; i < best; i++) {
          addTo(mixed, weights[set][which[i]], (float) Math.exp(largest[i] - largest[0]));
        }
        multiply(factor, mixed);
      }
    }

    private void findBest(int set, int from) {
      float[] sum = likelihood;
      System.arraycopy(start[set], 0, sum, 0, sum.length);
      for (int i = 0; i < streamSize; i++) {
        add(sum, feature[from + i], means[set][i], precisions[set][i]);
      }
      pick(sum, which, largest);
    }
  }

  private static void addTo(float[] sum, float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static void multiply(float[] product, float[] values) {
    for (int i = 0; i < product.length; i++) {
      product[i] *= values[i];
    }
  }

  private static void add(float[] sum, float value, float[] mean, float[] precision) {
    for (int g = 0; g < sum.length; g++) {
      float off = value - mean[g];
      sum[g] += off * off * precision[g];
    }
  }

  /** The largest values, the largest first, and where they are. */
  static void pick(float[] values, int[] where, float[] largest) {
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    int last = largest.length - 1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > largest[last]) {
        int at = last;
        while (at > 0 && values[i] > largest[at - 1]) {
          largest[at] = largest[at - 1];
          where[at] = where[at - 1];
          at--;
        }
        largest[at] = values[i];
        where[at] = i;
      }
    }
  }
}
