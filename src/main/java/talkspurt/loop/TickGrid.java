package talkspurt.loop;

/**
 * When a loop's ticks are due: every 10 ms by absolute deadlines, so that lateness never adds up. A tick stands
 * for its own moment, however late it runs, and for what is due up to half a tick around it: what is due
 * every 20 ms meets every second tick, whatever its phase. Time comes in as an argument. Not thread-safe.
 */
final class TickGrid {

  static final long TICK_NANOS = 10_000_000L;

  private long next;

  /** The first tick is due at once. */
  TickGrid(long nowNanos) {
    next = nowNanos;
  }

  /** Whether a tick is due. */
  boolean due(long nowNanos) {
    return nowNanos - next >= 0;
  }

  /** How long until the next tick is due; 0 when it is. */
  long untilDue(long nowNanos) {
    return Math.max(0, next - nowNanos);
  }

  /** Takes the tick that is due; where some have passed meanwhile, the latest of them. */
  Tick take(long nowNanos) {
    long missed = (nowNanos - next) / TICK_NANOS;
    long at = next + missed * TICK_NANOS;
    Tick tick = new Tick(at, nowNanos - next, missed);
    next = at + TICK_NANOS;
    return tick;
  }

  /**
   * One tick.
   *
   * @param atNanos the moment it stands for
   * @param lateNanos how late the first of those that were due is
   * @param missed how many passed without having been run
   */
  record Tick(long atNanos, long lateNanos, long missed) {

    /** Whether this tick is the one for what is due then. */
    boolean covers(long dueNanos) {
      return dueNanos - atNanos <= TICK_NANOS / 2;
    }
  }
}
