package talkspurt.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/**
 * Where a sphinx4 front end takes its sound from: one {@link Utterance} at a time, from its first
 * sample to its last. Made by sphinx4 from its configuration, so public.
 */
public final class UtteranceSource extends BaseDataProcessor {

  static final int RATE_HZ = 16_000;

  private Utterance utterance;
  private boolean begun;
  private long samples;

  /** Takes its sound from this utterance from now on. */
  void read(Utterance next) {
    utterance = next;
    begun = false;
    samples = 0;
  }

  /** Waits for the end of the utterance, if it was not heard to its end. */
  void skipRest() {
    while (utterance != null) {
      getData();
    }
  }

  /** The next piece; waits until there is one. Null after the end. */
  @Override
  public Data getData() {
    if (utterance == null) {
      return null;
    }
    if (!begun) {
      begun = true;
      return new DataStartSignal(RATE_HZ);
    }
    short[] piece = utterance.take();
    if (piece.length == 0) {
      utterance = null;
      return new DataEndSignal(samples * 1000 / RATE_HZ);
    }
    double[] values = new double[piece.length];
    for (int i = 0; i < piece.length; i++) {
      values[i] = piece[i];
    }
    DoubleData data = new DoubleData(values, RATE_HZ, samples);
    samples += piece.length;
    return data;
  }
}
