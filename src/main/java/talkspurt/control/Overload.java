package talkspurt.control;

import java.time.Duration;

/**
 * Whether a node cannot keep up: where its media loops run late, or its journal is slow, several looks in a row. It
 * ends after as many good looks. It has no clock. Not thread-safe.
 */
public final class Overload {

  /** A stall of one look, as of a collection of garbage, is none. */
  static final int LOOKS = 3;

  private final long loopLateNanos;
  private final long journalNanos;
  private boolean overloaded;
  private int otherwise;

  /**
   * A node that keeps up.
   *
   * @param loopLate how late a tick of a media loop may be at most; zero: it does not count
   * @param journal how long a write of the journal may take at most; zero: it does not count
   */
  public Overload(Duration loopLate, Duration journal) {
    this.loopLateNanos = loopLate.isZero() ? Long.MAX_VALUE : loopLate.toNanos();
    this.journalNanos = journal.isZero() ? Long.MAX_VALUE : journal.toNanos();
  }

  /**
   * What was seen since the last look.
   *
   * @param loopLate how late the latest tick of a loop was, in ns
   * @param journal how long the slowest write took, in ns
   * @return whether that changed anything
   */
  public boolean looked(long loopLate, long journal) {
    boolean now = loopLate > loopLateNanos || journal > journalNanos;
    otherwise = now == overloaded ? 0 : otherwise + 1;
    if (otherwise < LOOKS) {
      return false;
    }
    overloaded = now;
    otherwise = 0;
    return true;
  }

  /** Whether it cannot keep up. */
  public boolean overloaded() {
    return overloaded;
  }
}
