package talkspurt.events;

import java.time.Duration;
import java.time.Instant;
import talkspurt.provider.transport.Backoff;

/**
 * Whether a receiver takes events, and how many it is sent at a time: none during a pause after failures, then one, and
 * once it takes that as many as may be. Not thread-safe.
 */
final class ReceiverWatch {

  /** What has changed. */
  enum News {
    NOTHING,
    FAILS,
    TAKES_AGAIN
  }

  /** A receiver that asks for a longer pause is asked after this one. */
  private static final Duration LONGEST_HINT = Duration.ofHours(1);

  private final int parallel;
  private final Backoff backoff;
  private boolean failing;
  private Instant pausedUntil = Instant.MIN;

  /** @param failing whether it was known to fail before */
  ReceiverWatch(EventSettings settings, boolean failing) {
    this.parallel = settings.parallel();
    this.backoff = new Backoff(
        settings.backOff(),
        settings.longestBackOff(),
        Integer.MAX_VALUE,
        LONGEST_HINT.plusMillis(1));
    this.failing = failing;
  }

  /** How many events may be sent to it now. */
  int most(Instant now) {
    return now.isBefore(pausedUntil) ? 0 : failing ? 1 : parallel;
  }

  /** It has taken something of what was sent at the same time. */
  News taken() {
    News news = failing ? News.TAKES_AGAIN : News.NOTHING;
    failing = false;
    pausedUntil = Instant.MIN;
    backoff.reset();
    return news;
  }

  /**
   * It has taken nothing.
   *
   * @param hint for how long it wants no request; zero: it did not say
   */
  News failed(Instant now, Duration hint) {
    Duration asked = hint.compareTo(LONGEST_HINT) < 0 ? hint : LONGEST_HINT;
    pausedUntil = now.plus(backoff.next(asked).orElse(LONGEST_HINT));
    News news = failing ? News.NOTHING : News.FAILS;
    failing = true;
    return news;
  }
}
