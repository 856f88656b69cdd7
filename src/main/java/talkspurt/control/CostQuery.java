package talkspurt.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Of which calls is asked what they cost: those that became known in some time.
 *
 * @param from not before then
 * @param to before then
 * @param profile that answered them; empty: any
 * @param by what costs are told apart by
 */
public record CostQuery(
    Optional<Instant> from, Optional<Instant> to, Optional<String> profile, By by) {

  /** What costs are told apart by. */
  public enum By {
    /** The day on which calls began, as budgets have it. */
    DAY,
    /** Who answered. */
    PROFILE,
    /** Who was paid. */
    PROVIDER;

    /** As it is asked for. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
