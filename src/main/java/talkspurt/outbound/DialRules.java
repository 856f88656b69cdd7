package talkspurt.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import talkspurt.call.OpeningHours;
import talkspurt.outbound.DialVerdict.Ban;
import talkspurt.outbound.DialVerdict.Dial;
import talkspurt.outbound.DialVerdict.Hold;
import talkspurt.outbound.DialVerdict.Later;
import talkspurt.outbound.DialVerdict.Never;
import talkspurt.settings.Bounds;

/**
 * Whether and when a number may be dialled. Whatever is not known counts as the worst case: a number with several time zones
 * has to be within the calling hours of all, and a dial counts until both a calendar day (or seven) and 24 (or 168) hours
 * are over.
 *
 * @param hours when phones may ring
 * @param unknownZone whose clock goes for numbers of no known zone; empty refuses them
 * @param maxPerDay how often a number may be dialled within a day, 1 to 100
 * @param maxPerWeek how often within seven days, 1 to 700
 * @param consentRequired whether a request needs a consent reference
 * @param ringing for how long a phone rings at most, up to 3 minutes: it has to end within the hours, too
 */
public record DialRules(
    CallingHours hours,
    Optional<ZoneId> unknownZone,
    int maxPerDay,
    int maxPerWeek,
    boolean consentRequired,
    Duration ringing) {

  private static final int MAX_PER_DAY = 100;
  private static final int WEEK_DAYS = 7;
  private static final Duration MAX_RINGING = Duration.ofMinutes(3);
  private static final Duration FARTHEST = Duration.ofDays(366);

  /** Checks the bounds that are written above. */
  public DialRules {
    Objects.requireNonNull(hours);
    Objects.requireNonNull(unknownZone);
    Bounds.within("max-per-day", maxPerDay, 1, MAX_PER_DAY);
    Bounds.within("max-per-week", maxPerWeek, 1, MAX_PER_DAY * WEEK_DAYS);
    Bounds.within("ring-timeout", ringing, 1, MAX_RINGING.toMillis());
  }

  /** The same for phones that ring for another time at most. */
  public DialRules ringing(Duration other) {
    return new DialRules(hours, unknownZone, maxPerDay, maxPerWeek, consentRequired, other);
  }

  /** A moment when it is forbidden, and the first one when that reason is gone. */
  private record Held(Instant until, Hold why) {}

  /** What they say of a dial at that moment. */
  public DialVerdict judge(DialRequest request, NumberRecord known, Instant now) {
    if (known.doNotCall()) {
      return new Never(Ban.DO_NOT_CALL);
    }
    if (consentRequired && request.consent().isEmpty()) {
      return new Never(Ban.NO_CONSENT);
    }
    Set<ZoneId> zones = zones(request.number());
    if (zones.isEmpty()) {
      return new Never(Ban.ZONE_UNKNOWN);
    }
    return firstMoment(request.window(), known, zones, now);
  }

  private Set<ZoneId> zones(DialNumber number) {
    return number.zones().isEmpty() ? unknownZone.map(Set::of).orElse(Set.of()) : number.zones();
  }

  /** Each reason moves the moment to where that reason is gone, until none is left: nothing allowed is passed over. */
  private DialVerdict firstMoment(
      DialWindow window, NumberRecord known, Set<ZoneId> zones, Instant now) {
    List<OpeningHours> clocks = zones.stream().map(hours::in).toList();
    Instant farthest = now.plus(FARTHEST);
    Instant at = now;
    Hold first = null;
    while (!at.isAfter(farthest)) {
      if (at.plus(ringing).isAfter(window.until())) {
        return new Never(Ban.WINDOW_OVER);
      }
      Optional<Held> held = held(window, known, zones, clocks, at);
      if (held.isEmpty()) {
        return first == null ? new Dial() : new Later(at, first);
      }
      first = first == null ? held.get().why() : first;
      at = held.get().until();
    }
    return new Never(Ban.NO_LAWFUL_MOMENT);
  }

  private Optional<Held> held(
      DialWindow window,
      NumberRecord known,
      Set<ZoneId> zones,
      List<OpeningHours> clocks,
      Instant at) {
    if (at.isBefore(window.from())) {
      return Optional.of(new Held(window.from(), Hold.WINDOW_NOT_OPEN));
    }
    for (OpeningHours clock : clocks) {
      Instant rings = opens(clock, at);
      Instant stops = opens(clock, at.plus(ringing)).minus(ringing);
      Instant later = rings.isAfter(stops) ? rings : stops;
      if (later.isAfter(at)) {
        return Optional.of(new Held(later, Hold.OUTSIDE_CALLING_HOURS));
      }
    }
    return full(known, zones, at, 1, maxPerDay, Hold.DAY_FULL)
        .or(() -> full(known, zones, at, WEEK_DAYS, maxPerWeek, Hold.WEEK_FULL));
  }

  private static Instant opens(OpeningHours clock, Instant at) {
    return clock.openAt(at)
        ? at
        : clock.opens(at).map(ZonedDateTime::toInstant).orElse(Instant.MAX);
  }

  /** The dial that is {@code most} dials back has to count no more. */
  private static Optional<Held> full(
      NumberRecord known, Set<ZoneId> zones, Instant at, int days, int most, Hold why) {
    List<Instant> dials = known.dials();
    if (dials.size() < most) {
      return Optional.empty();
    }
    Instant until = counts(dials.get(dials.size() - most), zones, days);
    return until.isAfter(at) ? Optional.of(new Held(until, why)) : Optional.empty();
  }

  /** Until when a dial counts: until that many days are over by hours, and by the calendar of each zone. */
  private static Instant counts(Instant dial, Set<ZoneId> zones, int days) {
    Instant until = dial.plus(Duration.ofDays(days));
    for (ZoneId zone : zones) {
      LocalDate day = LocalDate.ofInstant(dial, zone);
      Instant next = day.plusDays(days).atStartOfDay(zone).toInstant();
      until = next.isAfter(until) ? next : until;
    }
    return until;
  }
}
