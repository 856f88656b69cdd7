package talkspurt.media.playout;

/**
 * The last second of speech that was played, so that a reply that was paused can go on where a word
 * begins. Not thread-safe.
 */
final class PlayoutHistory {

  private static final int KEPT_MS = 1000;
  private static final int GAP_MS = 30;
  private static final int STEP_MS = 5;
  private static final int FURTHEST_MS = 700;
  private static final int OTHERWISE_WITHIN_MS = 300;
  // 20 dB below the mean of the last second, as power
  private static final double GAP_BELOW = 0.01;

  private final int perMs;
  private final short[] ring;
  private long written;
  private long oldest;

  PlayoutHistory(int rateHz) {
    perMs = rateHz / 1000;
    ring = new short[rateHz * KEPT_MS / 1000];
  }

  /** More was played. */
  void add(short[] samples, int from, int count) {
    for (int n = 0; n < count; n++) {
      ring[(int) (written++ % ring.length)] = samples[from + n];
    }
    oldest = Math.max(oldest, written - ring.length);
  }

  /** Nothing was played. */
  void clear() {
    oldest = written;
  }

  /**
   * How many samples back the gap before the last word lies; without a gap within 700 ms, where it
   * is most quiet within 300 ms.
   *
   * @param most how far to go back at most
   */
  int toWordGap(long most) {
    int reach = (int) Math.min(most, written - oldest);
    int gap = GAP_MS * perMs;
    int furthest = Math.min(reach, FURTHEST_MS * perMs);
    if (furthest < gap) {
      return reach;
    }
    double quiet = GAP_BELOW * power(reach, reach);
    double least = Double.MAX_VALUE;
    int best = 0;
    for (int back = gap; back <= furthest; back += STEP_MS * perMs) {
      double power = power(back, gap);
      if (power <= quiet) {
        return back - gap / 2;
      }
      if (power < least && back <= OTHERWISE_WITHIN_MS * perMs) {
        least = power;
        best = back - gap / 2;
      }
    }
    return best;
  }

  /** Mean power of {@code count} samples from {@code back} samples ago on. */
  private double power(int back, int count) {
    double sum = 0;
    for (long at = written - back; at < written - back + count; at++) {
      double sample = ring[(int) (at % ring.length)];
      sum += sample * sample;
    }
    return count == 0 ? 0 : sum / count;
  }

  /** The last {@code count} samples, which were not played after all. */
  short[] takeBack(int count) {
    short[] samples = new short[count];
    written -= count;
    oldest = Math.min(oldest, written);
    for (int n = 0; n < count; n++) {
      samples[n] = ring[(int) ((written + n) % ring.length)];
    }
    return samples;
  }
}
