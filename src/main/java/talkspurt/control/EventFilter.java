package talkspurt.control;

import java.util.List;
import java.util.Set;

/**
 * Which events are wanted.
 *
 * @param types their labels; empty: all
 * @param profiles of their calls; empty: all, and events of no profile
 */
public record EventFilter(Set<String> types, Set<String> profiles) {

  /** All of them. */
  public static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

  public EventFilter {
    types = Set.copyOf(types);
    profiles = Set.copyOf(profiles);
  }

  /** Whether it wants this one. */
  public boolean wants(StoredEvent event) {
    return (types.isEmpty() || types.contains(event.type()))
        && (profiles.isEmpty() || profiles.contains(event.profile()));
  }

  /** The same in a query. */
  Conditions in(Conditions conditions) {
    return conditions.in("type", List.copyOf(types)).in("profile", List.copyOf(profiles));
  }
}
