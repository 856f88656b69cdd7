package talkspurt.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How long what is kept of calls.
 *
 * @param standard of profiles without a rule of their own, and of what belongs to no call
 * @param ofProfiles by profile
 */
public record RetentionRules(RetentionRule standard, Map<String, RetentionRule> ofProfiles) {

  public RetentionRules {
    ofProfiles = Map.copyOf(ofProfiles);
  }

  /** The rule of a profile. */
  public RetentionRule of(String profile) {
    return ofProfiles.getOrDefault(profile, standard);
  }

  /** Whether what is kept of a call of this profile that ended then is to go now. */
  boolean isDue(RetentionKind kind, String profile, Instant endedAt, Instant now) {
    return of(profile)
        .of(kind)
        .filter(kept -> endedAt.isBefore(now.minus(kept)))
        .isPresent();
  }

  /** The shortest time for which a kind is kept by any rule; empty where it is kept for ever by all. */
  Optional<Duration> shortest(RetentionKind kind) {
    return Stream.concat(Stream.of(standard), ofProfiles.values().stream())
        .flatMap(rule -> rule.of(kind).stream())
        .min(Duration::compareTo);
  }

  /**
   * Calls for which the same time holds.
   *
   * @param profiles whose calls they are, or where {@code others} is set those whose they are not
   */
  record Share(List<String> profiles, boolean others, Duration kept) {

    /** Those of these calls that ended so long ago, by the columns of this table. */
    Conditions due(Conditions wanted, String table, Instant now) {
      wanted.and(table + ".ended_at < ?", now.minus(kept));
      if (!profiles.isEmpty()) {
        wanted.and(
            table + ".profile " + (others ? "NOT IN (" : "IN (") + "?, ".repeat(profiles.size() - 1)
                + "?)",
            profiles.toArray());
      }
      return wanted;
    }
  }

  /** All calls of which a kind is not kept for ever, by how long it is. */
  List<Share> shares(RetentionKind kind) {
    Map<Duration, List<String>> own = new TreeMap<>();
    List<String> named = new ArrayList<>();
    new TreeMap<>(ofProfiles).forEach((profile, rule) -> {
      if (!rule.of(kind).equals(standard.of(kind))) {
        named.add(profile);
        rule.of(kind)
            .ifPresent(
                kept -> own.computeIfAbsent(kept, none -> new ArrayList<>()).add(profile));
      }
    });
    List<Share> shares = new ArrayList<>();
    standard.of(kind).ifPresent(kept -> shares.add(new Share(named, true, kept)));
    own.forEach((kept, profiles) -> shares.add(new Share(profiles, false, kept)));
    return shares;
  }
}
