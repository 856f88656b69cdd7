package talkspurt.turn;

/**
 * The pauses that this caller makes within a turn: who pauses to think is given more
 * time. Of the longest that was seen a tenth is forgotten with each pause after it. Not thread-safe.
 */
final class CallerPace {

  /** Shorter ones are part of speaking. */
  private static final int LEAST_MS = 200;

  private static final double KEPT = 0.9;
  private static final double MARGIN = 1.3;

  private double longestMs;

  /** The caller paused for so long, and then went on with the same turn. */
  void paused(int ms) {
    if (ms >= LEAST_MS) {
      longestMs = Math.max(ms, KEPT * longestMs);
    }
  }

  /** How much silence this caller should be given, as far as earlier pauses show. */
  int silenceMs() {
    return (int) (MARGIN * longestMs);
  }
}
