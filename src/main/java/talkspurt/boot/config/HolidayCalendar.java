package talkspurt.boot.config;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;

/** The days of a calendar file (iCalendar, RFC 5545) that nobody is there: its whole-day events, with those of each year. */
final class HolidayCalendar {

  private static final Period AHEAD = Period.ofYears(5);
  private static final int MAX_DAYS = 5000;

  private HolidayCalendar() {}

  /**
   * From last year on, five years ahead.
   *
   * @param key the setting that names the file
   * @throws IllegalArgumentException when it cannot be read, is not a calendar, or holds no whole-day event; begins with the key
   */
  static Set<LocalDate> days(String key, Path file, ZoneId zone) {
    List<ICalendar> calendars;
    try {
      calendars = Biweekly.parse(file.toFile()).all();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          key + " names " + file + ", which cannot be read", unreadable);
    }
    Set<LocalDate> days = new HashSet<>();
    LocalDate from = LocalDate.now(zone).minusYears(1);
    calendars.stream()
        .flatMap(calendar -> calendar.getEvents().stream())
        .filter(HolidayCalendar::wholeDays)
        .forEach(event -> add(event, from, days));
    if (days.isEmpty()) {
      throw new IllegalArgumentException(
          key + " names " + file + ", which has no whole-day event from " + from
              + " on; allowed: a calendar of holidays (.ics)");
    }
    return days;
  }

  private static boolean wholeDays(VEvent event) {
    ICalDate start = event.getDateStart() == null ? null : event.getDateStart().getValue();
    return start != null && !start.hasTime();
  }

  private static void add(VEvent event, LocalDate from, Set<LocalDate> days) {
    TimeZone own = TimeZone.getDefault(); // in which the library has a day begin
    LocalDate last = from.plusYears(1).plus(AHEAD);
    long length = length(event);
    DateIterator starts = event.getDateIterator(own);
    starts.advanceTo(
        Date.from(from.minusDays(length).atStartOfDay(own.toZoneId()).toInstant()));
    while (starts.hasNext() && days.size() < MAX_DAYS) {
      LocalDate start = starts.next().toInstant().atZone(own.toZoneId()).toLocalDate();
      if (start.isAfter(last)) {
        return;
      }
      start
          .datesUntil(start.plusDays(length))
          .filter(day -> !day.isBefore(from))
          .forEach(days::add);
    }
  }

  /** The end is the day after; without one it is one day. */
  private static long length(VEvent event) {
    Instant start = event.getDateStart().getValue().toInstant();
    if (event.getDateEnd() != null) {
      Instant end = event.getDateEnd().getValue().toInstant();
      return Math.max(1, Math.round(Duration.between(start, end).toHours() / 24.0));
    }
    return event.getDuration() == null
        ? 1
        : Math.max(1, Math.round(event.getDuration().getValue().toMillis() / 86_400_000.0));
  }
}
