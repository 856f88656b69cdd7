package talkspurt.call;

import java.time.Instant;
import java.util.Optional;
import talkspurt.text.OutsideText;

/**
 * What the call log knew of earlier calls of the same number when a call was announced.
 *
 * @param known whether it was asked, and answered in time; else the rest says nothing
 * @param count how many calls that were answered, up to a limit
 * @param lastAt when the newest of them became known
 * @param lastOutcome what became of the newest that is over, in words; empty where that is not known
 */
public record EarlierCalls(boolean known, int count, Optional<Instant> lastAt, String lastOutcome) {

  /** Nobody has asked, or nobody can know: the number is hidden. */
  public static final EarlierCalls UNKNOWN = new EarlierCalls(false, 0, Optional.empty(), "");

  public EarlierCalls {
    lastAt = lastAt == null ? Optional.empty() : lastAt;
    lastOutcome = lastOutcome == null ? "" : OutsideText.repaired(lastOutcome);
  }
}
