package talkspurt.control;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the call log.
 *
 * @param callId the UUID as text
 * @param state name of the state
 * @param callerId who called
 * @param dnid which number was called
 * @param profile who answered
 * @param registeredAt when the call became known
 * @param answeredAt when its first line was attached
 * @param endedAt when it ended
 * @param endReason why it ended
 */
public record CallLogEntry(
    String callId,
    String state,
    String callerId,
    String dnid,
    String profile,
    Instant registeredAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<String> endReason) {

  /** Without the numbers, which are personal data. */
  @Override
  public String toString() {
    return "CallLogEntry[" + callId + " " + state + "]";
  }
}
