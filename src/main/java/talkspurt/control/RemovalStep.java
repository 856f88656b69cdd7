package talkspurt.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that is to be deleted, as it is found when its turn comes.
 *
 * @param askedAt when it was asked for
 * @param logged whether the call log has it
 * @param over whether it says that the call has ended
 * @param removed whether all was deleted before
 */
record RemovalStep(
    String callId, Instant askedAt, boolean logged, boolean over, boolean held, boolean removed) {

  /** A call that is live or held is looked at again after this time. */
  static final Duration WAITS = Duration.ofSeconds(10);

  /** What a node may write late of a call that is over it has written by then. */
  static final Duration SETTLES = Duration.ofMinutes(10);

  /** Whether all of it may go now: not before the log knows its end, if the log will ever know it. */
  boolean mayGo(Instant now) {
    return !held && (logged ? over : removed || now.isAfter(askedAt.plus(SETTLES)));
  }

  /** When it is looked at next, if ever. */
  Optional<Instant> next(Instant now) {
    if (!mayGo(now)) {
      return Optional.of(now.plus(WAITS));
    }
    return removed ? Optional.empty() : Optional.of(now.plus(SETTLES));
  }
}
