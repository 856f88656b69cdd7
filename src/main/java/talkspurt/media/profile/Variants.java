package talkspurt.media.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.Experiment;

/**
 * The variants of a profile: each is the profile with some keys replaced.
 *
 * @param experiment their weights, and the name under which they are compared
 * @param byName each under its name
 */
public record Variants(Experiment experiment, SortedMap<String, Profile> byName) {

  public Variants {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    if (!byName.keySet().equals(experiment.weights().keySet())) {
      throw new IllegalArgumentException("variants are " + byName.keySet() + "; allowed: "
          + experiment.weights().keySet());
    }
  }

  /** The same as this version of their profile. */
  Variants version(String other) {
    SortedMap<String, Profile> versioned = new TreeMap<>();
    byName.forEach((name, profile) -> versioned.put(name, profile.version(other)));
    return new Variants(experiment, versioned);
  }
}
