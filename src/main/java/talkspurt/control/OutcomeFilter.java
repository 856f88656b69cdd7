package talkspurt.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Which outcomes are wanted; what is empty leaves out none.
 *
 * @param profile who answered
 * @param from the earliest end of a call
 * @param to the time before which it ended
 * @param after where an earlier page ended
 */
public record OutcomeFilter(
    Optional<String> profile, Optional<Instant> from, Optional<Instant> to, Optional<Place> after) {

  /** How many are read at once. */
  static final int PAGE = 500;

  /** The end of a call, and which. */
  public record Place(Instant endedAt, String callId) {}

  OutcomeFilter behind(CallOutcome last) {
    return new OutcomeFilter(
        profile, from, to, Optional.of(new Place(last.endedAt(), last.callId())));
  }
}
