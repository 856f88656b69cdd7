package talkspurt.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/** A whole utterance at 16 kHz, for a front end of sphinx4's. Made by sphinx4 from its configuration, so public. */
public final class SphinxSound extends BaseDataProcessor {

  private static final int PIECE = 320;

  private short[] samples = {};
  private int given;
  private boolean begun;

  /** This is what is heard next. */
  void read(short[] utterance) {
    samples = utterance;
    given = 0;
    begun = false;
  }

  /** The next 20 ms. */
  @Override
  public Data getData() {
    if (!begun) {
      begun = true;
      return new DataStartSignal(UtteranceSource.RATE_HZ);
    }
    if (given == samples.length) {
      return new DataEndSignal(0);
    }
    double[] piece = new double[Math.min(PIECE, samples.length - given)];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = samples[given + i];
    }
    DoubleData data = new DoubleData(piece, UtteranceSource.RATE_HZ, given);
    given += piece.length;
    return data;
  }
}
