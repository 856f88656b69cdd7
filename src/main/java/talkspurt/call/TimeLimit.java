package talkspurt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a call may take and what it may cost, and how much of that is used up. Time counts from the
 * call's first line, over all lines: before that nobody has been answered. Whichever is used up first
 * ends the call.
 *
 * @param longest until the goodbye; zero for no limit
 * @param wrapUp how long before that the agent is told
 * @param budget what the call may cost, in millionths of the currency of the settings; 0 for no limit
 * @param since when the first line came; empty before
 * @param wrappingUp when the agent was told
 * @param until when the budget is likely to be used up, where that is why the agent was told
 * @param reached when the time was over: later than {@code longest} after a transfer that failed
 * @param spent whether that was for the budget
 */
public record TimeLimit(
    Duration longest,
    Duration wrapUp,
    long budget,
    Optional<Instant> since,
    Optional<Instant> wrappingUp,
    Optional<Instant> until,
    Optional<Instant> reached,
    boolean spent) {

  /** A call that may take as long as it likes; all that were stored before there were limits. */
  public static final TimeLimit NONE = new TimeLimit(Duration.ZERO, Duration.ZERO);

  /** How long the last words may take, from when the time was over. */
  public static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** When so much of the budget is used up, the agent is told. */
  public static final int WRAP_UP_PERCENT = 80;

  /** What was stored before there were budgets has none. */
  public TimeLimit {
    until = until == null ? Optional.empty() : until;
  }

  /** Of a call that has not begun, and may cost what it likes. */
  public TimeLimit(Duration longest, Duration wrapUp) {
    this(
        longest,
        wrapUp,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The same with what the call may cost, in millionths; 0 for no limit. */
  public TimeLimit with(long newBudget) {
    return new TimeLimit(longest, wrapUp, newBudget, since, wrappingUp, until, reached, spent);
  }

  /**
   * When something is to happen next, if ever.
   *
   * @param cost what the call has cost, in millionths
   */
  Optional<Instant> due(long cost) {
    if (reached.isPresent()) {
      return hardEnd();
    }
    if (spentBy(cost) || wrappingUp.isEmpty() && nearlySpentBy(cost)) {
      return Optional.of(Instant.EPOCH);
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
        .flatMap(told -> Stream.concat(over().stream(), until.stream()).min(Instant::compareTo))
        .map(over -> Duration.between(now, over))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether nothing is left to do but to say goodbye. */
  public boolean ranOut() {
    return reached.isPresent();
  }

  /** Why a call ends whose time is over. */
  public EndReason endReason() {
    return spent ? EndReason.BUDGET_REACHED : EndReason.LONGEST_REACHED;
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

  /** Whether a call that has cost so much has used up its budget. */
  boolean spentBy(long cost) {
    return budget > 0 && cost >= budget;
  }

  /** Whether so much of its budget is used up that the agent is to know. */
  boolean nearlySpentBy(long cost) {
    return budget > 0 && cost >= budget / 100.0 * WRAP_UP_PERCENT;
  }

  /** When the budget is used up, if the call goes on to cost as much as since then. */
  Instant spentUpAt(Optional<Instant> begun, long cost, Instant now) {
    long soFar = begun.map(from -> Duration.between(from, now).toMillis()).orElse(0L);
    double more = (double) (budget - cost) / Math.max(1, cost);
    return now.plusMillis(Math.max(0, Math.round(soFar * more)));
  }

  private Optional<Instant> over() {
    return longest.isZero() ? Optional.empty() : since.map(begun -> begun.plus(longest));
  }

  /** Whether there is any limit. */
  public boolean ends() {
    return !longest.isZero() || budget > 0;
  }

  /** The first line came then. Nothing is counted for a call that may take as long as it likes. */
  TimeLimit since(Instant begun) {
    return longest.isZero()
        ? this
        : new TimeLimit(
            longest, wrapUp, budget, Optional.of(begun), wrappingUp, until, reached, spent);
  }

  TimeLimit wrappingUp(Instant at, Optional<Instant> spentUpAt) {
    return new TimeLimit(
        longest, wrapUp, budget, since, Optional.of(at), spentUpAt, reached, spent);
  }

  TimeLimit reached(Instant at, boolean bySpending) {
    return new TimeLimit(
        longest, wrapUp, budget, since, wrappingUp, until, Optional.of(at), bySpending);
  }

  /** Whoever is back from a transfer that failed is told goodbye, though the time was over before it. */
  TimeLimit unreached() {
    return new TimeLimit(
        longest, wrapUp, budget, since, wrappingUp, until, Optional.empty(), false);
  }

  /** These times for a call that has come as far as the other. */
  TimeLimit onward(TimeLimit other) {
    return !ends()
        ? this
        : new TimeLimit(
            longest,
            wrapUp,
            budget,
            since,
            other.wrappingUp,
            other.until,
            other.reached,
            other.spent);
  }
}
