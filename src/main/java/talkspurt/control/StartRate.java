package talkspurt.control;

/**
 * How many calls are announced in a second, and no more: a bucket that holds a second's worth and fills as time
 * passes. It has no clock. Not thread-safe.
 */
final class StartRate {

  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private double left;
  private long filledNanos;

  /**
   * A full bucket.
   *
   * @param perSecond 0 for no limit
   */
  StartRate(int perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.filledNanos = nowNanos;
  }

  /** Whether one more may be announced now. */
  boolean allows(long nowNanos) {
    double came = perSecond * ((nowNanos - filledNanos) / NANOS_PER_SECOND);
    left = Math.min(perSecond, left + came);
    filledNanos = nowNanos;
    return perSecond == 0 || left >= 1;
  }

  /** One is announced. */
  void took() {
    left = Math.max(0, left - 1);
  }
}
