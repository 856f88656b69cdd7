package talkspurt.control;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls of an experiment are asked for.
 *
 * @param experiment its name
 * @param profiles calls of these profiles alone; empty: of any
 * @param from the earliest time at which a call became known
 * @param to the time before which it became known
 */
public record ExperimentQuery(
    String experiment, Set<String> profiles, Optional<Instant> from, Optional<Instant> to) {

  public ExperimentQuery {
    profiles = Set.copyOf(profiles);
  }
}
