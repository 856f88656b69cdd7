package talkspurt.media.pipeline;

import java.util.Optional;
import talkspurt.call.LineFault;

/**
 * Lets through as many keys of a line as somebody can press, and a dialler can send: each key may lead
 * to words for an agent and a row in the journal. Time comes in as an argument. Not thread-safe.
 */
final class KeyLimit {

  /** So many at once, and then so many a second. */
  static final int MAX_KEYS_PER_SECOND = 20;

  private static final double NANOS_PER_SECOND = 1e9;

  private double allowed = MAX_KEYS_PER_SECOND;
  private long lastNanos;
  private boolean begun;
  private boolean told;
  private boolean flooded;
  private Optional<LineFinding> news = Optional.empty();

  /** Whether the key that comes now is taken. */
  boolean takes(long nowNanos) {
    if (begun) {
      double more = (nowNanos - lastNanos) / NANOS_PER_SECOND * MAX_KEYS_PER_SECOND;
      allowed = Math.min(MAX_KEYS_PER_SECOND, allowed + more);
    }
    begun = true;
    lastNanos = nowNanos;
    if (flooded && allowed >= MAX_KEYS_PER_SECOND) {
      flooded = false;
      news = Optional.of(LineFinding.over(LineFault.KEY_FLOOD));
    }
    if (allowed < 1) {
      found();
      return false;
    }
    allowed--;
    return true;
  }

  /** What there is to tell since this was last asked: the fault once a line, and once its end. */
  Optional<LineFinding> takeNews() {
    Optional<LineFinding> taken = news;
    news = Optional.empty();
    return taken;
  }

  private void found() {
    if (!told) {
      told = true;
      flooded = true;
      news = Optional.of(LineFinding.found(
          LineFault.KEY_FLOOD, "more than " + MAX_KEYS_PER_SECOND + " came in a second"));
    }
  }
}
