package talkspurt.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where a sphinx4 front end takes the sound of one utterance from. Gives what it was given, and never waits. */
final class UtteranceSource extends BaseDataProcessor {

  static final int RATE_HZ = 16_000;

  private final Deque<short[]> pieces = new ArrayDeque<>();
  private boolean begun;
  private boolean ended;
  private long added;
  private long given;

  /** More sound. */
  void add(short[] samples) {
    pieces.add(samples);
    added += samples.length;
  }

  /** No more sound follows. */
  void end() {
    ended = true;
  }

  /** How many samples it was given. */
  long added() {
    return added;
  }

  /** The next piece; must not be asked for more than was added. */
  @Override
  public Data getData() {
    if (!begun) {
      begun = true;
      return new DataStartSignal(RATE_HZ);
    }
    short[] piece = pieces.poll();
    if (piece == null) {
      if (!ended) {
        throw new IllegalStateException("asked for sound that was not said yet");
      }
      return new DataEndSignal(given * 1000 / RATE_HZ);
    }
    double[] values = new double[piece.length];
    for (int i = 0; i < piece.length; i++) {
      values[i] = piece[i];
    }
    DoubleData data = new DoubleData(values, RATE_HZ, given);
    given += piece.length;
    return data;
  }
}
