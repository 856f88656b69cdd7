package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import talkspurt.call.OpeningHours.Span;
import talkspurt.outbound.DialVerdict.Dial;
import talkspurt.outbound.DialVerdict.Later;

/**
 * Random schedules against an oracle that knows nothing of {@link DialRules}: it looks at one moment alone, by the clock on
 * the wall. {@code talkspurt.schedules} is how many; {@code talkspurt.seed} where they begin.
 */
class DialScheduleTest {

  private static final int SCHEDULES = Integer.getInteger("talkspurt.schedules", 30_000);
  private static final long SEED = Long.getLong("talkspurt.seed", 19);

  /** Every so many a schedule is looked at minute by minute for an earlier moment. */
  private static final int SCAN_EACH = 1_000;

  private static final long SCAN_SECONDS = Duration.ofDays(4).toSeconds();

  /** Half hours, changes at midnight, summer in January, winter time in summer, no change at all. */
  private static final List<ZoneId> ZONES = List.of(
          "Europe/Berlin",
          "Europe/London",
          "Europe/Dublin",
          "Atlantic/Azores",
          "America/New_York",
          "America/Chicago",
          "America/Los_Angeles",
          "America/Phoenix",
          "America/St_Johns",
          "America/Havana",
          "America/Santiago",
          "America/Asuncion",
          "Africa/Casablanca",
          "Africa/Cairo",
          "Asia/Beirut",
          "Asia/Kathmandu",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "Australia/Adelaide",
          "Pacific/Auckland",
          "Pacific/Chatham",
          "Pacific/Kiritimati")
      .stream()
      .map(ZoneId::of)
      .toList();

  private record Schedule(DialRules rules, DialRequest request, NumberRecord known, Instant now) {}

  private final Random random = new Random(SEED);

  @Test
  void noDialIsForbiddenAndNoneIsLaterThanItMustBe() {
    int dials = 0;
    int scanned = 0;
    for (int i = 0; i < SCHEDULES; i++) {
      Schedule schedule = schedule();
      DialVerdict verdict = schedule.rules.judge(schedule.request, schedule.known, schedule.now);
      Optional<Instant> moment = moment(verdict, schedule.now);
      if (moment.isPresent()) {
        dials++;
        Optional<String> why = forbidden(schedule, moment.get());
        if (why.isPresent()) {
          fail("seed %s, schedule %s: %s, but %s; %s", SEED, i, verdict, why, schedule);
        }
      }
      if (i % SCAN_EACH == 0) {
        scanned += noneBefore(i, schedule, moment);
      }
    }
    assertThat(dials).isGreaterThan(SCHEDULES / 3);
    assertThat(scanned).isGreaterThan(SCHEDULES / SCAN_EACH);
  }

  private static Optional<Instant> moment(DialVerdict verdict, Instant now) {
    if (verdict instanceof Dial) {
      return Optional.of(now);
    }
    return verdict instanceof Later later ? Optional.of(later.at()) : Optional.empty();
  }

  /** How many moments were looked at. */
  private static int noneBefore(int i, Schedule schedule, Optional<Instant> moment) {
    long now = schedule.now.getEpochSecond();
    long end =
        Math.min(now + SCAN_SECONDS, moment.map(Instant::getEpochSecond).orElse(Long.MAX_VALUE));
    int moments = 0;
    // whole minutes, where hours begin, and the seconds before them
    for (long second = now; second < end; second += 60 - second % 60, moments++) {
      if (forbidden(schedule, Instant.ofEpochSecond(second)).isEmpty()) {
        fail(
            "seed %s, schedule %s: allowed at %s, told %s; %s",
            SEED, i, Instant.ofEpochSecond(second), moment, schedule);
      }
    }
    return moments;
  }

  // the oracle: what forbids a dial at a moment, by nothing but the wall's clock

  private static Optional<String> forbidden(Schedule schedule, Instant dial) {
    DialRules rules = schedule.rules;
    Instant silent = dial.plus(rules.ringing());
    if (schedule.known.doNotCall()) return Optional.of("list");
    if (rules.consentRequired() && schedule.request.consent().isEmpty()) {
      return Optional.of("consent");
    }
    if (dial.isBefore(schedule.request.window().from())) return Optional.of("window begins");
    if (silent.isAfter(schedule.request.window().until())) return Optional.of("window ends");
    Set<ZoneId> zones = schedule.request.number().zones();
    if (zones.isEmpty()) zones = rules.unknownZone().map(Set::of).orElse(Set.of());
    if (zones.isEmpty()) return Optional.of("zone");
    for (ZoneId zone : zones) {
      if (!open(rules.hours(), wall(dial, zone))) return Optional.of("closed in " + zone);
      if (!open(rules.hours(), wall(silent, zone))) return Optional.of("closes in " + zone);
    }
    if (count(schedule.known, dial, zones, 1) >= rules.maxPerDay()) return Optional.of("day");
    if (count(schedule.known, dial, zones, 7) >= rules.maxPerWeek()) return Optional.of("week");
    return Optional.empty();
  }

  private static LocalDateTime wall(Instant moment, ZoneId zone) {
    int offset = zone.getRules().getOffset(moment).getTotalSeconds();
    return LocalDateTime.ofEpochSecond(
        moment.getEpochSecond() + offset, moment.getNano(), ZoneOffset.UTC);
  }

  private static boolean open(CallingHours hours, LocalDateTime wall) {
    List<Span> day = hours.week().get(wall.getDayOfWeek());
    if (hours.each().containsKey(MonthDay.of(wall.getMonth(), wall.getDayOfMonth()))) {
      day = hours.each().get(MonthDay.of(wall.getMonth(), wall.getDayOfMonth()));
    }
    if (hours.once().containsKey(wall.toLocalDate())) {
      day = hours.once().get(wall.toLocalDate());
    }
    int second = wall.toLocalTime().toSecondOfDay();
    return day != null
        && day.stream().anyMatch(s -> s.fromMinute() * 60 <= second && second < s.toMinute() * 60);
  }

  private static long count(NumberRecord known, Instant dial, Set<ZoneId> zones, int days) {
    return known.dials().stream()
        .filter(d -> d.isAfter(dial)
            || Duration.between(d, dial).compareTo(Duration.ofHours(24L * days)) < 0
            || zones.stream()
                .anyMatch(zone -> wall(dial, zone)
                    .toLocalDate()
                    .isBefore(wall(d, zone).toLocalDate().plusDays(days))))
        .count();
  }

  // what is random

  private Schedule schedule() {
    ZoneId home = ZONES.get(random.nextInt(ZONES.size()));
    Set<ZoneId> zones = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      zones.add(i == 1 ? home : ZONES.get(random.nextInt(ZONES.size())));
    }
    Instant now = now(home);
    DialRules rules = new DialRules(
        hours(LocalDate.ofInstant(now, home)),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(home),
        1 + random.nextInt(3),
        1 + random.nextInt(7),
        random.nextBoolean(),
        Duration.ofSeconds(1 + random.nextInt(180)));
    Instant from = now.plusSeconds(random.nextInt(600_000) - 300_000L);
    DialRequest request = new DialRequest(
        new DialNumber("+493012345678", zones),
        random.nextInt(10) == 0 ? Optional.empty() : Optional.of("form"),
        new DialWindow(from, from.plusSeconds(1 + random.nextInt(1_500_000))));
    List<Instant> dials = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      dials.add(now.minusSeconds(random.nextInt(900_000) - 3_600L));
    }
    return new Schedule(rules, request, new NumberRecord(random.nextInt(20) == 0, dials), now);
  }

  /** Near a change of the clock more often than not. */
  private Instant now(ZoneId zone) {
    Instant any = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(300_000_000));
    ZoneOffsetTransition change = zone.getRules().nextTransition(any);
    return change == null || random.nextInt(3) == 0
        ? any
        : change.getInstant().plusSeconds(random.nextInt(400_000) - 200_000L);
  }

  private CallingHours hours(LocalDate today) {
    Map<DayOfWeek, List<Span>> week = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(6) > 0) week.put(day, spans());
    }
    Map<MonthDay, List<Span>> each = new HashMap<>();
    Map<LocalDate, List<Span>> once = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      each.put(
          MonthDay.from(today.plusDays(random.nextInt(5))),
          random.nextBoolean() ? List.of() : spans());
      once.put(today.plusDays(random.nextInt(5)), random.nextBoolean() ? List.of() : spans());
    }
    return new CallingHours(week, each, once);
  }

  /** Those of a day; some begin or end where clocks are changed. */
  private List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int from = random.nextInt(3) == 0 ? random.nextInt(200) : random.nextInt(1_300);
      int longest = 1_440 - from;
      spans.add(new Span(
          from,
          from + 1 + random.nextInt(random.nextInt(3) == 0 ? Math.min(90, longest) : longest)));
    }
    return spans;
  }
}
