package talkspurt.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.ProfileSheet;
import talkspurt.boot.config.ProviderStore;
import talkspurt.call.CallPlan;
import talkspurt.control.RetentionRules;
import talkspurt.control.WordRedaction;
import talkspurt.http.OutboundDirectory;
import talkspurt.http.ProfileDirectory;
import talkspurt.media.busy.BusyAnswer;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource;
import talkspurt.media.profile.Profiles;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.outcome.OutcomePolicy;

/**
 * The profiles in force, and earlier readings of them as long as calls use these: a call that was announced finds the
 * version it was announced with, and keeps it. Thread-safe.
 */
final class LiveProfiles implements ProfileSource {

  /** One reading of the profiles. */
  private static final class Reading {

    private final Profiles profiles;
    private final ProfileDirectory directory;
    private final Map<String, BusyAnswer> busy;
    private final ProfileReader read;
    private final Instant since;
    private Instant replacedAt = Instant.MAX;
    private int users;

    Reading(ProfileReader read, Instant since) {
      this.read = read;
      this.profiles = read.profiles();
      this.directory = read.directory();
      this.busy = read.busy();
      this.since = since;
    }
  }

  private final ProviderStore providers;
  private final InstantSource clock;
  private final Duration announced;
  private final List<Reading> replaced = new ArrayList<>();
  private volatile Reading current;

  /**
   * Profiles that are in force from now on.
   *
   * @param providers where the providers of all readings are
   * @param announced how long a call may be announced before it comes
   */
  LiveProfiles(
      ProfileReader first, ProviderStore providers, InstantSource clock, Duration announced) {
    this.providers = providers;
    this.clock = clock;
    this.announced = announced;
    this.current = new Reading(first, clock.instant());
  }

  /** Puts others in force, for calls that are announced from now on. */
  synchronized void replace(ProfileReader next) {
    current.replacedAt = clock.instant();
    replaced.add(current);
    current = new Reading(next, clock.instant());
    forget();
  }

  /** Forgets readings that no call uses, nor one that was announced may use still. */
  synchronized void forget() {
    Instant before = clock.instant().minus(announced);
    replaced.removeIf(reading -> reading.users == 0 && reading.replacedAt.isBefore(before));
    List<ProviderStore.Reading> inUse = new ArrayList<>();
    inUse.add(current.read.providers());
    replaced.forEach(reading -> inUse.add(reading.read.providers()));
    providers.keepOnly(inUse);
  }

  /** How many readings of the profiles there are: the one in force, and those that calls use or may use still. */
  synchronized int readings() {
    return replaced.size() + 1;
  }

  /** How many calls use profiles that are not in force any more. */
  synchronized int usersOfReplaced() {
    return replaced.stream().mapToInt(reading -> reading.users).sum();
  }

  /** Since when what is in force is. */
  Instant since() {
    return current.since;
  }

  Profiles profiles() {
    return current.profiles;
  }

  ProfileDirectory directory() {
    return current.directory;
  }

  SortedMap<String, ProfileSheet> sheets() {
    return current.read.sheets();
  }

  ProviderStore.Reading providers() {
    return current.read.providers();
  }

  Map<String, BusyAnswer> busy() {
    return current.busy;
  }

  Map<String, Integer> maxCalls() {
    return current.read.maxCalls();
  }

  /** What calls of a profile may cost in a day; those that are not among them may cost anything. */
  Map<String, Long> dayBudgets() {
    return current.read.dayBudgets();
  }

  /** The same in a month. */
  Map<String, Long> monthBudgets() {
    return current.read.monthBudgets();
  }

  /** How calls of each profile are made; those that are not among them have no trunk. */
  Map<String, OutboundDirectory.Terms> outbound() {
    return current.read.outbound();
  }

  /** How long what is kept of calls. */
  RetentionRules retention() {
    return current.read.retention();
  }

  /** What a profile, of a version where that is known still, wants to know of how its calls came out. */
  synchronized Optional<OutcomePolicy> outcome(String name, String version) {
    return Optional.ofNullable(in(name, version).read.outcomes().get(name));
  }

  /** Whether there is a profile, or a variant of one, whose calls may be recorded. */
  boolean records() {
    return current.profiles.byName().values().stream()
        .flatMap(profile -> Stream.concat(
            Stream.of(profile),
            profile.variants().stream().flatMap(some -> some.byName().values().stream())))
        .anyMatch(profile -> !profile.recording().equals(RecordingPolicy.OFF));
  }

  /** Whether words of calls of this profile are not kept beyond the call. */
  boolean wordless(String profile) {
    return current.read.wordless().contains(profile);
  }

  /** How words of a call are redacted before they are written; empty: they are kept as they were said. */
  synchronized Optional<WordRedaction> redaction(CallPlan plan) {
    return Optional.ofNullable(
        in(plan.profile(), plan.version()).read.redacted().get(plan.profile()));
  }

  /** Whether the embedded recogniser is asked first in calls of this profile. */
  boolean recognisedHere(String profile) {
    return current.read.recognisedHere().contains(profile);
  }

  /** Tells the name and the version of each profile in force. */
  void each(BiConsumer<String, String> told) {
    current.profiles.byName().forEach((name, profile) -> told.accept(name, profile.version()));
  }

  @Override
  public Profile standard() {
    return current.profiles.standard();
  }

  @Override
  public synchronized Profile get(String name, String version) {
    return in(name, version).profiles.get(name);
  }

  @Override
  public synchronized Lease lease(String name, String version) {
    Reading reading = in(name, version);
    reading.users++;
    Profile profile = reading.profiles.get(name);
    AtomicBoolean released = new AtomicBoolean();
    return new Lease() {
      @Override
      public Profile profile() {
        return profile;
      }

      @Override
      public void release() {
        if (released.compareAndSet(false, true)) {
          over(reading);
        }
      }
    };
  }

  private synchronized void over(Reading reading) {
    reading.users--;
    if (reading != current && reading.users == 0) {
      forget();
    }
  }

  /** The newest reading that has this version, where there is one; else what is in force. */
  private Reading in(String name, String version) {
    if (version.isEmpty() || has(current, name, version)) {
      return current;
    }
    for (int i = replaced.size() - 1; i >= 0; i--) {
      if (has(replaced.get(i), name, version)) {
        return replaced.get(i);
      }
    }
    return current;
  }

  private static boolean has(Reading reading, String name, String version) {
    return Optional.ofNullable(reading.profiles.byName().get(name))
        .filter(profile -> profile.version().equals(version))
        .isPresent();
  }
}
