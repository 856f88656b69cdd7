package talkspurt.provider.embedded;

import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataBlocker;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.filter.Dither;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The features of one utterance, one for each 10 ms, by a front end of sphinx4's: it waits for sound where it
 * has not enough, so it is asked only when it has. For one thread at a time.
 */
final class FeatureStream {

  private static final int BLOCK = UtteranceSource.RATE_HZ / 100;

  /** A window of 25.6 ms spans three blocks, and a feature looks three windows ahead. */
  private static final int BLOCKS_AHEAD = 6;

  /** Digital silence has no logarithm. */
  private static final double DITHER = 2;

  private static final double PREEMPHASIS = 0.97;
  private static final double HAMMING = 0.46;
  private static final float WINDOW_MS = 25.625f;
  private static final float SHIFT_MS = 10;
  private static final int SLOPE_WINDOW = 3;

  /** It would log a line for each utterance. Held, since a logger that nobody holds loses its level. */
  private static final Logger CHATTER = Logger.getLogger(AutoCepstrum.class.getSimpleName());

  static {
    CHATTER.setLevel(Level.SEVERE);
  }

  private final UtteranceSource source = new UtteranceSource();
  private final BaseDataProcessor last;
  private boolean ended;
  private boolean over;
  private int taken;

  /** Of an acoustic model that is loaded. */
  FeatureStream(Loader model) {
    try {
      last = chained(List.of(
          source,
          new DataBlocker(SHIFT_MS),
          new Dither(DITHER, false, Double.MAX_VALUE, -Double.MAX_VALUE),
          new Preemphasizer(PREEMPHASIS),
          new RaisedCosineWindower(HAMMING, WINDOW_MS, SHIFT_MS),
          new DiscreteFourierTransform(-1, false),
          new AutoCepstrum(model),
          new CepstralMean(),
          new DeltasFeatureExtractor(SLOPE_WINDOW)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static BaseDataProcessor chained(List<BaseDataProcessor> parts) {
    BaseDataProcessor before = null;
    for (BaseDataProcessor part : parts) {
      part.initialize();
      if (before != null) {
        part.setPredecessor(before);
      }
      before = part;
    }
    return before;
  }

  /** More sound, at 16 kHz. */
  void add(short[] samples) {
    source.add(samples);
  }

  /** No more sound follows: what is left gives its features. */
  void end() {
    ended = true;
    source.end();
  }

  /** Whether {@link #next} has one. */
  boolean ready() {
    return !over && (ended || source.added() >= (long) BLOCK * (taken + BLOCKS_AHEAD));
  }

  /** The next feature; null at the end. Only where there is one ({@link #ready}). */
  float[] next() {
    Data data;
    do {
      data = last.getData();
      if (data instanceof DataEndSignal || data == null) {
        over = true;
        return null;
      }
    } while (!(data instanceof FloatData));
    taken++;
    return ((FloatData) data).getValues();
  }
}
