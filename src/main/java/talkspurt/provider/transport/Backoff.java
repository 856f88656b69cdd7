package talkspurt.provider.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again after a failure: after a first pause that doubles with each failure in a row, up to
 * a longest one; not before the peer allows it. Not thread-safe.
 */
public final class Backoff {

  private static final int MAX_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final int attempts;
  private final Duration tooLong;
  private int failures;

  /**
   * A way of trying again.
   *
   * @param first pause before the first retry
   * @param longest no pause is longer, unless the peer asks for it
   * @param attempts how many retries in a row before giving up
   * @param tooLong a peer that asks for this pause or a longer one is given up
   */
  public Backoff(Duration first, Duration longest, int attempts, Duration tooLong) {
    this.first = first;
    this.longest = longest;
    this.attempts = attempts;
    this.tooLong = tooLong;
  }

  /**
   * One more failure.
   *
   * @param hint the pause that the peer asked for (Retry-After), or zero
   * @return the pause before the next attempt, or empty: give up
   */
  public Optional<Duration> next(Duration hint) {
    if (failures >= attempts || hint.compareTo(tooLong) >= 0) {
      return Optional.empty();
    }
    Duration pause = pause();
    failures++;
    return Optional.of(pause.compareTo(hint) < 0 ? hint : pause);
  }

  /** The pause before the next attempt, as far as it is ours to say. */
  public Duration pause() {
    return pause(first, longest, failures);
  }

  /**
   * The pause after so many failures before the last one.
   *
   * @param failures 0 or more
   */
  public static Duration pause(Duration first, Duration longest, int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  /** What was tried has worked: the next failure is the first again. */
  public void reset() {
    failures = 0;
  }
}
