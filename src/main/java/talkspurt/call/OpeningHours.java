package talkspurt.call;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When somebody is there: hours of each day of the week, and days that are other than these.
 *
 * @param zone whose clock they go by
 * @param week the hours of each day; a day that is not among them is closed
 * @param each days that are other each year
 * @param once days that are other once; they win over those of each year
 */
public record OpeningHours(
    ZoneId zone,
    Map<DayOfWeek, List<Span>> week,
    Map<MonthDay, List<Span>> each,
    Map<LocalDate, List<Span>> once) {

  /** Who is closed for longer does not open again, as far as a caller is concerned. */
  private static final int MAX_DAYS_AHEAD = 400;

  private static final int DAY_MINUTES = 24 * 60;

  /**
   * From one time to another.
   *
   * @param fromMinute of the day, from 0
   * @param toMinute of the day, not part of it; beyond 1440 on the next
   */
  public record Span(int fromMinute, int toMinute) {

    /** One that lasts a minute to a day. */
    public Span {
      if (fromMinute < 0
          || fromMinute >= DAY_MINUTES
          || toMinute <= fromMinute
          || toMinute - fromMinute > DAY_MINUTES) {
        throw new IllegalArgumentException(
            "hours are from minute " + fromMinute + " to " + toMinute);
      }
    }

    /** From one time to another; up to one that is not later is up to that of the next day. */
    public static Span of(LocalTime from, LocalTime to) {
      int begin = from.getHour() * 60 + from.getMinute();
      int end = to.getHour() * 60 + to.getMinute();
      return new Span(begin, end <= begin ? end + DAY_MINUTES : end);
    }

    private boolean has(int minute) {
      return minute >= fromMinute && minute < toMinute;
    }
  }

  public OpeningHours {
    week = copied(week);
    each = copied(each);
    once = copied(once);
  }

  private static <K> Map<K, List<Span>> copied(Map<K, List<Span>> all) {
    Map<K, List<Span>> copy = new HashMap<>();
    all.forEach((key, spans) -> copy.put(key, List.copyOf(spans)));
    return Map.copyOf(copy);
  }

  /** Whether somebody is there at that time. */
  public boolean openAt(Instant time) {
    ZonedDateTime there = time.atZone(zone);
    int minute = there.getHour() * 60 + there.getMinute();
    return has(there.toLocalDate(), minute)
        || has(there.toLocalDate().minusDays(1), minute + DAY_MINUTES);
  }

  private boolean has(LocalDate day, int minute) {
    return spans(day).stream().anyMatch(span -> span.has(minute));
  }

  /** The first moment, at that time or after it, when somebody is there; empty if that is more than a year away. */
  public Optional<ZonedDateTime> opens(Instant time) {
    ZonedDateTime there = time.atZone(zone);
    if (openAt(time)) {
      return Optional.of(there);
    }
    LocalDate today = there.toLocalDate();
    return today
        .datesUntil(today.plusDays(MAX_DAYS_AHEAD))
        .map(day -> Stream.of(day, day.plusDays(1))
            .flatMap(this::turns)
            .filter(turn -> turn.isAfter(time) && openAt(turn))
            .min(Comparator.naturalOrder()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(turn -> turn.atZone(zone));
  }

  /** When it may open on a day: where hours begin (twice where the clock goes back), and where the clock is changed. */
  private Stream<Instant> turns(LocalDate day) {
    ZoneRules rules = zone.getRules();
    Instant begin = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    boolean changes = !rules.getOffset(begin.minusMillis(1)).equals(rules.getOffset(end));
    Stream<Instant> changed = changes
        ? Stream.of(rules.nextTransition(begin.minusMillis(1)).getInstant())
        : Stream.empty();
    Stream<Instant> begun = spans(day).stream()
        .map(span -> day.atTime(span.fromMinute / 60, span.fromMinute % 60))
        .flatMap(local -> rules.getValidOffsets(local).stream().map(local::toInstant));
    return Stream.concat(changed, begun);
  }

  private List<Span> spans(LocalDate day) {
    List<Span> usual = week.getOrDefault(day.getDayOfWeek(), List.of());
    return once.getOrDefault(day, each.getOrDefault(MonthDay.from(day), usual));
  }
}
