package talkspurt.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.settings.Bounds;

/**
 * When a number that was not reached is tried again. Whether it may be dialled then is for {@link DialRules} to say.
 *
 * @param maxAttempts how often it is dialled in all, 1 to 50
 * @param after what is done after each outcome; no further attempt after one that is not among them
 */
public record RetryPlan(int maxAttempts, Map<DialOutcome, Retry> after) {

  /** The outcomes that another attempt can follow. */
  public static final Set<DialOutcome> WORTH_IT = Collections.unmodifiableSet(EnumSet.of(
      DialOutcome.BUSY, DialOutcome.NO_ANSWER, DialOutcome.CONGESTION, DialOutcome.MACHINE));

  private static final int MAX_ATTEMPTS = 50;
  private static final Duration MAX_WAIT = Duration.ofDays(30);
  private static final double MAX_FACTOR = 10;

  /**
   * Further attempts after one outcome.
   *
   * @param most how often that outcome is followed by another attempt, 0 to 50
   * @param first wait after it came for the first time, 1 s to 30 days
   * @param factor by which the wait grows each time it comes again, 1 to 10
   * @param longest wait, at least {@code first}, up to 30 days
   */
  public record Retry(int most, Duration first, double factor, Duration longest) {

    /** Checks the bounds that are written above. */
    public Retry {
      Bounds.within("attempts", most, 0, MAX_ATTEMPTS);
      Bounds.within("first", first, 1_000, MAX_WAIT.toMillis());
      Bounds.within("longest", longest, first.toMillis(), MAX_WAIT.toMillis());
      if (!(factor >= 1 && factor <= MAX_FACTOR)) {
        throw new IllegalArgumentException(
            "factor is " + factor + "; allowed: 1 to " + (int) MAX_FACTOR);
      }
    }

    /** The wait after the outcome came for the {@code time}th time, from 1. */
    Duration wait(int time) {
      double millis = first.toMillis() * Math.pow(factor, time - 1.0);
      return millis < longest.toMillis() ? Duration.ofMillis((long) millis) : longest;
    }
  }

  /**
   * An attempt that is over.
   *
   * @param outcome how it came out
   * @param at when that was known
   * @param cause why the network released it, where it told
   */
  public record Attempt(DialOutcome outcome, Instant at, Optional<ReleaseCause> cause) {

    /** One of which the network told no cause. */
    public Attempt(DialOutcome outcome, Instant at) {
      this(outcome, at, Optional.empty());
    }
  }

  /** Checks the bounds, and that only outcomes are followed by attempts for which that is not harassing or useless. */
  public RetryPlan {
    Bounds.within("max-attempts", maxAttempts, 1, MAX_ATTEMPTS);
    after = Map.copyOf(after);
    for (DialOutcome outcome : after.keySet()) {
      if (!WORTH_IT.contains(outcome)) {
        throw new IllegalArgumentException("no further attempt can follow " + outcome.wire());
      }
    }
  }

  /** The same plan with another number of attempts in all. */
  public RetryPlan atMost(int attempts) {
    return new RetryPlan(attempts, after);
  }

  /** The first moment of the next attempt behind these, oldest first; empty for none. */
  public Optional<Instant> next(List<Attempt> attempts) {
    Attempt last = attempts.get(attempts.size() - 1);
    Retry retry = after.get(last.outcome());
    int times =
        (int) attempts.stream().filter(a -> a.outcome() == last.outcome()).count();
    return retry == null || attempts.size() >= maxAttempts || times > retry.most()
        ? Optional.empty()
        : Optional.of(last.at().plus(retry.wait(times)));
  }
}
