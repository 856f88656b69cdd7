package talkspurt.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/**
 * Takes the mean of the cepstrum away, which is the colour of a line. It begins each utterance with
 * the mean of telephone lines and follows the utterance from there, so that the same sound gives the
 * same words whatever was heard before, from whomever.
 */
final class CepstralMean extends BaseDataProcessor {

  /** Of speech and pauses at 8 kHz, 8-bit µ-law, around -23 dBFS. */
  private static final double[] TELEPHONE = {
    35, 25, -45, 42, -19.5, -7.5, 18.5, -29.5, 10, -8.5, -7, 12, -13.5
  };

  /** How many frames of 10 ms the first guess is worth. */
  private static final int WEIGHT = 100;

  private final double[] sum = new double[TELEPHONE.length];
  private int frames;

  /** The next cepstrum, without its mean. */
  @Override
  public Data getData() {
    Data data = getPredecessor().getData();
    if (data instanceof DataStartSignal) {
      begin();
    } else if (data instanceof DoubleData cepstrum) {
      normalise(cepstrum.getValues());
    }
    return data;
  }

  private void begin() {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = TELEPHONE[i] * WEIGHT;
    }
    frames = WEIGHT;
  }

  private void normalise(double[] cepstrum) {
    frames++;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += cepstrum[i];
      cepstrum[i] -= sum[i] / frames;
    }
  }
}
