package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Instant;
import java.util.Optional;
import talkspurt.call.EndReason;

/**
 * Which calls of the log are wanted; what is empty leaves out none.
 *
 * @param onlyLive leaves out those that are over
 * @param onlyFailed leaves out those in which nothing went wrong
 * @param profile who answered
 * @param experiment which experiment of a profile
 * @param variant which variant of a profile answered
 * @param dnid which number was called
 * @param callerId who called
 * @param reason why the call ended
 * @param from the earliest time at which a call became known
 * @param to the time before which it became known
 * @param after where an earlier page ended
 * @param limit how many at most, 0 to {@link #MAX_LIMIT}
 * @param disposition what it came to
 * @param content what else is wanted
 */
public record CallFilter(
    boolean onlyLive,
    boolean onlyFailed,
    Optional<String> profile,
    Optional<String> experiment,
    Optional<String> variant,
    Optional<String> dnid,
    Optional<String> callerId,
    Optional<EndReason> reason,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<CallPlace> after,
    int limit,
    Optional<String> disposition,
    CallContent content) {

  /** How many calls are listed at once. */
  public static final int MAX_LIMIT = 1000;

  public CallFilter {
    within("limit", limit, 0, MAX_LIMIT);
  }

  /** Whatever happened in the calls. */
  public CallFilter(
      boolean onlyLive,
      boolean onlyFailed,
      Optional<String> profile,
      Optional<String> experiment,
      Optional<String> variant,
      Optional<String> dnid,
      Optional<String> callerId,
      Optional<EndReason> reason,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<CallPlace> after,
      int limit,
      Optional<String> disposition) {
    this(
        onlyLive,
        onlyFailed,
        profile,
        experiment,
        variant,
        dnid,
        callerId,
        reason,
        from,
        to,
        after,
        limit,
        disposition,
        CallContent.ANY);
  }

  /** The newest calls, whatever they are. */
  public static CallFilter newest(int limit) {
    return new CallFilter(
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit,
        Optional.empty());
  }

  /** The same of live calls alone. */
  public CallFilter live() {
    return with(true, profile, after, limit, content);
  }

  /** The same of calls of this profile alone. */
  public CallFilter ofProfile(String name) {
    return with(onlyLive, Optional.of(name), after, limit, content);
  }

  /** The same of what stands behind a place. */
  public CallFilter after(CallPlace place) {
    return with(onlyLive, profile, Optional.of(place), limit, content);
  }

  /** The same of so many calls at most. */
  public CallFilter atMost(int calls) {
    return with(onlyLive, profile, after, calls, content);
  }

  /** The same of calls in which this happened. */
  public CallFilter in(CallContent wanted) {
    return with(onlyLive, profile, after, limit, wanted);
  }

  private CallFilter with(
      boolean live,
      Optional<String> ofProfile,
      Optional<CallPlace> behind,
      int atMost,
      CallContent wanted) {
    return new CallFilter(
        live,
        onlyFailed,
        ofProfile,
        experiment,
        variant,
        dnid,
        callerId,
        reason,
        from,
        to,
        behind,
        atMost,
        disposition,
        wanted);
  }

  /** Without the numbers, which are personal data. */
  @Override
  public String toString() {
    return "CallFilter[limit " + limit + "]";
  }
}
