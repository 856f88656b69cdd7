package talkspurt.recording.bucket;

import java.time.Duration;
import java.time.Instant;

/** Whether the bucket can be used, and when it is tried again. Not thread-safe. */
final class Outage {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration wait = Duration.ZERO;
  private Instant until = Instant.MIN;

  /** Whether it is to be tried. */
  boolean over(Instant now) {
    return !now.isBefore(until);
  }

  /**
   * It failed.
   *
   * @return whether it had not before: it is time to tell
   */
  boolean failed(Instant now) {
    boolean first = wait.isZero();
    wait = first
        ? FIRST
        : wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
    until = now.plus(wait);
    return first;
  }

  /**
   * It worked.
   *
   * @return whether it had failed before: it is time to tell
   */
  boolean worked() {
    boolean back = !wait.isZero();
    wait = Duration.ZERO;
    until = Instant.MIN;
    return back;
  }
}
