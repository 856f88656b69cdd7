package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit are wanted; what is empty leaves out none.
 *
 * @param token by whom
 * @param action what was done
 * @param target the id of a call, or the keyed hash of a number
 * @param from the earliest time
 * @param to the time before which it was done
 * @param before the number of the entry that an earlier page ended with
 * @param limit how many at most, 1 to {@link #MAX_LIMIT}
 */
public record AuditFilter(
    Optional<String> token,
    Optional<AuditAction> action,
    Optional<String> target,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Long> before,
    int limit) {

  /** How many entries are listed at once. */
  public static final int MAX_LIMIT = 1000;

  public AuditFilter {
    within("limit", limit, 1, MAX_LIMIT);
  }

  /** All of a target. */
  public static AuditFilter about(String target) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(target),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        MAX_LIMIT);
  }

  /** The same of what stands behind this entry. */
  public AuditFilter behind(long entry) {
    return new AuditFilter(token, action, target, from, to, Optional.of(entry), limit);
  }
}
