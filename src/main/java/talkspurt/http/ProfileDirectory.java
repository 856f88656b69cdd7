package talkspurt.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.call.ProfileHours;
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
 * @param hours when those are there for whom a profile answers, of those that have such
 */
public record ProfileDirectory(
    String defaultProfile,
    Set<String> names,
    Map<String, String> byDnid,
    Set<String> sessions,
    Map<String, TimeLimit> limits,
    Map<String, String> versions,
    Map<String, ProfileHours> hours) {

  public ProfileDirectory {
    names = Set.copyOf(names);
    byDnid = Map.copyOf(byDnid);
    sessions = Set.copyOf(sessions);
    limits = Map.copyOf(limits);
    versions = Map.copyOf(versions);
    hours = Map.copyOf(hours);
    known(names, "default-profile", defaultProfile);
    for (String profile : byDnid.values()) {
      known(names, "profile of a called number", profile);
    }
    for (String other :
        hours.values().stream().flatMap(some -> some.closed().stream()).toList()) {
      known(names, "hours.closed", other);
    }
  }

  /** Profiles without sessions, limits, versions and hours. */
  public ProfileDirectory(String defaultProfile, Set<String> names, Map<String, String> byDnid) {
    this(defaultProfile, names, byDnid, Set.of(), Map.of(), Map.of(), Map.of());
  }

  /** How long calls of this profile may take. */
  TimeLimit limit(String profile) {
    return limits.getOrDefault(profile, TimeLimit.NONE);
  }

  /** Which version of this profile is in force; empty where that is not known. */
  String version(String profile) {
    return versions.getOrDefault(profile, "");
  }

  /**
   * The profile asked for by name, else the called number's, else the default, or the one that answers in its place at
   * that time; empty if unknown.
   */
  Optional<String> choose(String profile, String dnid, Instant now) {
    if (profile.isEmpty()) {
      return Optional.of(at(byDnid.getOrDefault(dnid, defaultProfile), now));
    }
    return names.contains(profile) ? Optional.of(at(profile, now)) : Optional.empty();
  }

  private String at(String profile, Instant now) {
    ProfileHours known = hours.get(profile);
    return known == null ? profile : known.answering(profile, now);
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
