package talkspurt.media.playout;

/**
 * How evenly the sound of one voice arrives, and so how much of it has to wait in playback. Kept for a
 * voice from call to call on a node, so that the next call's first sentence begins right. Thread-safe.
 *
 * <p>Of each sentence two figures count. Its <i>lag</i> is the most that sound fell behind the clock while
 * it was wanted: so much has to be there already. Its <i>delay</i> is by how much a piece came later than its
 * place behind the sentence's first piece: so long playback has to wait. What few sentences need at most is
 * guessed from their mean and spread; of many, all but one in two thousand are to be without a gap. Sentences
 * count less as others follow, so that a voice that has become smooth is played sooner again.
 */
public final class VoicePace {

  /**
   * What a voice needs.
   *
   * @param known whether enough sentences were heard to tell; the rest is 0 else
   * @param lagMs how much sound must wait so that there is no gap
   * @param delayMs how long a sentence's beginning must wait so that there is no gap
   */
  public record Need(boolean known, int lagMs, int delayMs) {}

  static final int MIN_SENTENCES = 5;
  static final int MAX_MS = 5000;

  private static final Need UNKNOWN = new Need(false, 0, 0);

  /** A voice of which nothing is known, and of which nothing is kept. */
  public static final VoicePace NONE = new VoicePace("");

  private final String name;
  private final Tail lag = new Tail();
  private final Tail delay = new Tail();
  private int sentences;
  private volatile Need need = UNKNOWN;

  /** The voice with this name in logs and metrics, of which nothing is known yet. */
  public VoicePace(String name) {
    this.name = name;
  }

  /** The voice's name; empty where nobody asks for it. */
  public String name() {
    return name;
  }

  /** What the next sentence needs. */
  public Need need() {
    return need;
  }

  /**
   * A sentence was heard, to its end or to where it was cut.
   *
   * @param lagMs by how much its sound fell behind at most
   * @param delayMs by how much a piece was late at most
   */
  synchronized void heard(int lagMs, int delayMs) {
    if (this == NONE) {
      return;
    }
    lag.add(Math.min(MAX_MS, lagMs));
    delay.add(Math.min(MAX_MS, delayMs));
    sentences = Math.min(sentences + 1, MIN_SENTENCES);
    if (sentences == MIN_SENTENCES) {
      need = new Need(true, lag.most(), delay.most());
    }
  }

  /** The upper end of what was measured, in milliseconds, as a histogram whose past fades. */
  private static final class Tail {

    private static final int STEP_MS = 5;
    private static final double RARE = 0.0005;

    /** So many sentences weigh as much as all before them. */
    private static final double FADE = 1 - 1 / 2000.0;

    /** Below so much weight the rare ones have not been seen. */
    private static final double ENOUGH = 1400;

    /** Of a tail that falls exponentially, such a rare one is so many deviations above the mean. */
    private static final double DEVIATIONS = 5;

    /** Of one that ends the most that was seen is nearly all there is. */
    private static final double BEYOND_SEEN = 1.25;

    private final double[] weights = new double[MAX_MS / STEP_MS + 1];
    private double total;
    private double sum;
    private double squares;

    void add(int ms) {
      int bin = (ms + STEP_MS - 1) / STEP_MS;
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= FADE;
      }
      weights[bin]++;
      total = total * FADE + 1;
      sum = sum * FADE + ms;
      squares = squares * FADE + (double) ms * ms;
    }

    int most() {
      int seen = quantile();
      if (total >= ENOUGH) {
        return seen;
      }
      double mean = sum / total;
      double deviation = Math.sqrt(Math.max(0, squares / total - mean * mean));
      double guess = Math.min(mean + DEVIATIONS * deviation, BEYOND_SEEN * seen);
      return Math.min(MAX_MS, Math.max(seen, (int) Math.round(guess)));
    }

    private int quantile() {
      double above = 0;
      int bin = weights.length;
      while (bin > 0 && above <= total * RARE) {
        above += weights[--bin];
      }
      return bin * STEP_MS;
    }
  }
}
