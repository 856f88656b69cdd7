package talkspurt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a call may take, and how much of that is over. Time counts from the call's first line, over
 * all lines: before that nobody has been answered.
 *
 * @param longest until the goodbye; zero for no limit
 * @param wrapUp how long before that the agent is told
 * @param since when the first line came; empty before
 * @param wrappingUp when the agent was told
 * @param reached when the time was over: later than {@code longest} after a transfer that failed
 */
public record TimeLimit(
    Duration longest,
    Duration wrapUp,
    Optional<Instant> since,
    Optional<Instant> wrappingUp,
    Optional<Instant> reached) {

  /** A call that may take as long as it likes; all that were stored before there were limits. */
  public static final TimeLimit NONE = new TimeLimit(Duration.ZERO, Duration.ZERO);

  /** How long the last words may take, from when the time was over. */
  public static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** Of a call that has not begun. */
  public TimeLimit(Duration longest, Duration wrapUp) {
    this(longest, wrapUp, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** When something is to happen next, if ever. */
  public Optional<Instant> due() {
    if (reached.isPresent()) {
      return hardEnd();
    }
    return over().map(over -> wrappingUp.isPresent() ? over : over.minus(wrapUp));
  }

  /** When the call is over, whatever is being said then; empty where no end is known. */
  public Optional<Instant> hardEnd() {
    return reached.or(this::over).map(over -> over.plus(LAST_WORDS));
  }

  /** How much time is left until the goodbye, once the agent is to know; none less than zero. */
  public Optional<Duration> left(Instant now) {
    return wrappingUp
        .flatMap(told -> over())
        .map(over -> Duration.between(now, over))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether nothing is left to do but to say goodbye. */
  public boolean ranOut() {
    return reached.isPresent();
  }

  /** Whether as much of the time is over as in the other. */
  public boolean asFarAs(TimeLimit other) {
    return wrappingUp.isPresent() == other.wrappingUp.isPresent()
        && reached.isPresent() == other.reached.isPresent();
  }

  /** Whether the time is over then. */
  boolean overAt(Instant now) {
    return over().filter(over -> !now.isBefore(over)).isPresent();
  }

  private Optional<Instant> over() {
    return longest.isZero() ? Optional.empty() : since.map(begun -> begun.plus(longest));
  }

  /** The first line came then. Nothing is counted for a call that may take as long as it likes. */
  TimeLimit since(Instant begun) {
    return longest.isZero()
        ? this
        : new TimeLimit(longest, wrapUp, Optional.of(begun), wrappingUp, reached);
  }

  TimeLimit wrappingUp(Instant at) {
    return new TimeLimit(longest, wrapUp, since, Optional.of(at), reached);
  }

  TimeLimit reached(Instant at) {
    return new TimeLimit(longest, wrapUp, since, wrappingUp, Optional.of(at));
  }

  /** Whoever is back from a transfer that failed is told goodbye, though the time was over before it. */
  TimeLimit unreached() {
    return new TimeLimit(longest, wrapUp, since, wrappingUp, Optional.empty());
  }

  /** These times for a call that has come as far as the other. */
  TimeLimit onward(TimeLimit other) {
    return longest.isZero()
        ? this
        : new TimeLimit(longest, wrapUp, since, other.wrappingUp, other.reached);
  }
}
