package talkspurt.call;

import java.time.Instant;
import java.util.Optional;

/**
 * When those are there for whom a profile answers.
 *
 * @param open their hours
 * @param closed the name of the profile that answers calls of other times; empty: the same
 */
public record ProfileHours(OpeningHours open, Optional<String> closed) {

  /**
   * The name of the profile that answers at that time.
   *
   * @param own the name of the profile that has these hours
   */
  public String answering(String own, Instant time) {
    return open.openAt(time) ? own : closed.orElse(own);
  }
}
