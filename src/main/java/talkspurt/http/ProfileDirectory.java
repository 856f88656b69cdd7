package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import talkspurt.call.ProfileHours;
import talkspurt.call.TimeLimit;
import talkspurt.call.Variant;

/**
 * Which profile answers a call.
 *
 * @param defaultProfile answers when nothing else is said
 * @param names every profile there is
 * @param byDnid the profile of each called number that has one of its own
 * @param rules what calls of a profile can be asked for while they run
 * @param limits how long calls of a profile may take
 * @param versions which version of each is in force
 * @param hours when those are there for whom a profile answers, of those that have such
 * @param variants of those profiles that have such
 * @param recalls those profiles that name earlier calls of the same number
 * @param languages what a profile has in another language than this one, by the names of its keys
 */
public record ProfileDirectory(
    String defaultProfile,
    Set<String> names,
    Map<String, String> byDnid,
    Map<String, MidCallRules> rules,
    Map<String, TimeLimit> limits,
    Map<String, String> versions,
    Map<String, ProfileHours> hours,
    Map<String, ProfileVariants> variants,
    Set<String> recalls,
    BiFunction<String, String, List<String>> languages) {

  /** Profiles that have all in any language. */
  public ProfileDirectory(
      String defaultProfile,
      Set<String> names,
      Map<String, String> byDnid,
      Map<String, MidCallRules> rules,
      Map<String, TimeLimit> limits,
      Map<String, String> versions,
      Map<String, ProfileHours> hours,
      Map<String, ProfileVariants> variants,
      Set<String> recalls) {
    this(
        defaultProfile,
        names,
        byDnid,
        rules,
        limits,
        versions,
        hours,
        variants,
        recalls,
        (profile, language) -> List.of());
  }

  public ProfileDirectory {
    names = Set.copyOf(names);
    byDnid = Map.copyOf(byDnid);
    rules = Map.copyOf(rules);
    limits = Map.copyOf(limits);
    versions = Map.copyOf(versions);
    hours = Map.copyOf(hours);
    variants = Map.copyOf(variants);
    recalls = Set.copyOf(recalls);
    known(names, "default-profile", defaultProfile);
    for (String profile : byDnid.values()) {
      known(names, "profile of a called number", profile);
    }
    for (String other :
        hours.values().stream().flatMap(some -> some.closed().stream()).toList()) {
      known(names, "hours.closed", other);
    }
  }

  /** Profiles without rules, limits, versions, hours and variants. */
  public ProfileDirectory(String defaultProfile, Set<String> names, Map<String, String> byDnid) {
    this(defaultProfile, names, byDnid, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());
  }

  /** What of this profile is in another language than such calls, by the names of its keys; empty: its own language. */
  List<String> lacks(String profile, String language) {
    return languages.apply(profile, language);
  }

  /** How long calls of this profile, in this variant of it, may take. */
  TimeLimit limit(String profile, Variant variant) {
    TimeLimit own = limits.getOrDefault(profile, TimeLimit.NONE);
    ProfileVariants some = variants.get(profile);
    return some == null ? own : some.limits().getOrDefault(variant.name(), own);
  }

  /**
   * The variant of this profile that answers a call: the one asked for, else the one that its id leads to.
   *
   * @param asked its name, or empty
   * @throws ProblemFound where the profile has no such variant
   */
  Variant variant(String profile, String asked, UUID callId) {
    ProfileVariants some = variants.get(profile);
    if (asked.isEmpty()) {
      return some == null ? Variant.NONE : some.experiment().choose(callId);
    }
    if (some == null) {
      throw Problem.badField(
              "variant",
              "is given, and profile " + profile + " has no variants; allowed: leave it out")
          .found();
    }
    return some.experiment()
        .forced(asked)
        .orElseThrow(() -> Checked.bad(
            "variant",
            asked,
            "those of profile " + profile + ": "
                + String.join(", ", some.experiment().weights().keySet())));
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
