package talkspurt.outbound;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import talkspurt.call.OpeningHours;
import talkspurt.call.OpeningHours.Span;

/**
 * When phones may ring, by the clock of whoever is called.
 *
 * @param week the hours of each day; a day that is not among them is closed
 * @param each days that are other each year, such as holidays
 * @param once days that are other once; they win over those of each year
 */
public record CallingHours(
    Map<DayOfWeek, List<Span>> week,
    Map<MonthDay, List<Span>> each,
    Map<LocalDate, List<Span>> once) {

  /** Where the settings say nothing: Monday to Friday, 10:00 to 13:00 and 14:00 to 20:00, as the strictest law known to us. */
  public static final CallingHours STRICT = strict();

  private static final int DAY_MINUTES = 24 * 60;

  /**
   * Calling hours.
   *
   * @throws IllegalArgumentException where hours go on beyond midnight: they would reach into a holiday
   */
  public CallingHours {
    Stream.of(week.values(), each.values(), once.values())
        .flatMap(Collection::stream)
        .flatMap(List::stream)
        .filter(span -> span.toMinute() > DAY_MINUTES)
        .findAny()
        .ifPresent(span -> {
          throw new IllegalArgumentException(
              "calling hours go on beyond midnight; write two, one for each day");
        });
    week = Map.copyOf(week);
    each = Map.copyOf(each);
    once = Map.copyOf(once);
  }

  private static CallingHours strict() {
    List<Span> day = List.of(
        Span.of(LocalTime.of(10, 0), LocalTime.of(13, 0)),
        Span.of(LocalTime.of(14, 0), LocalTime.of(20, 0)));
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).forEach(one -> week.put(one, day));
    return new CallingHours(week, Map.of(), Map.of());
  }

  /** The same hours by the clock of a zone. */
  OpeningHours in(ZoneId zone) {
    return new OpeningHours(zone, week, each, once);
  }
}
