package talkspurt.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A version of a profile that came into force.
 *
 * @param at when it did, on the node that told so first
 * @param changes which keys differ from the version before; none of the first
 */
public record ProfileVersion(String version, Instant at, List<Change> changes) {

  public ProfileVersion {
    changes = List.copyOf(changes);
  }

  /**
   * A key that differs.
   *
   * @param before its value; empty where it was not there
   * @param after the same of this version
   */
  public record Change(String key, Optional<String> before, Optional<String> after) {}
}
