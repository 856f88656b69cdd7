package talkspurt.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.call.TimeLimit;

/**
 * Which profile answers a call.
 *
 * @param defaultProfile answers when nothing else is said
 * @param names every profile there is
 * @param byDnid the profile of each called number that has one of its own
 * @param sessions those profiles whose bot has a session that can be changed in mid-call
 * @param limits how long calls of a profile may take
 * @param versions which version of each is in force
 */
public record ProfileDirectory(
    String defaultProfile,
    Set<String> names,
    Map<String, String> byDnid,
    Set<String> sessions,
    Map<String, TimeLimit> limits,
    Map<String, String> versions) {

  public ProfileDirectory {
    names = Set.copyOf(names);
    byDnid = Map.copyOf(byDnid);
    sessions = Set.copyOf(sessions);
    limits = Map.copyOf(limits);
    versions = Map.copyOf(versions);
    known(names, "default-profile", defaultProfile);
    for (String profile : byDnid.values()) {
      known(names, "profile of a called number", profile);
    }
  }

  /** Profiles without sessions, limits and versions. */
  ProfileDirectory(String defaultProfile, Set<String> names, Map<String, String> byDnid) {
    this(defaultProfile, names, byDnid, Set.of(), Map.of(), Map.of());
  }

  /** How long calls of this profile may take. */
  TimeLimit limit(String profile) {
    return limits.getOrDefault(profile, TimeLimit.NONE);
  }

  /** Which version of this profile is in force; empty where that is not known. */
  String version(String profile) {
    return versions.getOrDefault(profile, "");
  }

  /** The profile asked for by name, else the called number's, else the default; empty if unknown. */
  Optional<String> choose(String profile, String dnid) {
    if (profile.isEmpty()) {
      return Optional.of(byDnid.getOrDefault(dnid, defaultProfile));
    }
    return names.contains(profile) ? Optional.of(profile) : Optional.empty();
  }

  /** The names, for people. */
  String listed() {
    return String.join(", ", new TreeSet<>(names));
  }

  private static void known(Set<String> names, String key, String profile) {
    if (!names.contains(profile)) {
      throw new IllegalArgumentException(
          key + " is '" + profile + "'; allowed: " + String.join(", ", new TreeSet<>(names)));
    }
  }
}
