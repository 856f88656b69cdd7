package talkspurt.boot.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.call.OpeningHours;
import talkspurt.call.OpeningHours.Span;
import talkspurt.call.ProfileHours;

/** Reads when somebody is there: {@code hours { mon-fri = "09:00-18:00", holidays = ["12-25"], closed = night }}. */
final class HoursReader {

  static final String KEY = "hours";

  private static final String HOLIDAYS = "holidays";
  private static final String CALENDAR = "calendar-file";
  private static final String CLOSED = "closed";
  private static final String ALLOWED_HOURS =
      "allowed: 09:00-18:00, several with commas between, or closed";
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern HOLIDAY =
      Pattern.compile("(?:([0-9]{4})-)?([0-9]{2}-[0-9]{2})(?:\\s+(\\S.*))?");

  private HoursReader() {}

  /**
   * Those of a profile; empty where it says nothing of them.
   *
   * @param zone whose clock they go by
   */
  static Optional<ProfileHours> read(ConfigSection profile, ZoneId zone) {
    if (!profile.has(KEY)) {
      return Optional.empty();
    }
    return Optional.of(profile.section(KEY).check(block -> hours(block, zone)));
  }

  /**
   * Those of a block that names no other profile, for whichever zone.
   *
   * @param day in which a day of the calendar's file begins
   */
  static OpeningHours withoutZone(ConfigSection block, ZoneId day) {
    if (block.has(CLOSED)) {
      throw new IllegalArgumentException(
          CLOSED + " is for profiles; allowed: days, " + HOLIDAYS + ", " + CALENDAR);
    }
    return hours(block, day).open();
  }

  private static ProfileHours hours(ConfigSection block, ZoneId zone) {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (String key : block.keys()) {
      if (List.of(HOLIDAYS, CALENDAR, CLOSED).contains(key)) {
        continue;
      }
      List<Span> spans = spans(key, block.text(key));
      for (DayOfWeek day : days(key)) {
        if (week.put(day, spans) != null) {
          throw new IllegalArgumentException(
              key + " says " + name(day) + " once more; allowed: each day once");
        }
      }
    }
    Map<MonthDay, List<Span>> each = new HashMap<>();
    Map<LocalDate, List<Span>> once = new HashMap<>();
    if (block.has(CALENDAR)) {
      Path file = Path.of(block.text(CALENDAR));
      HolidayCalendar.days(CALENDAR, file, zone).forEach(day -> once.put(day, List.of()));
    }
    block.texts(HOLIDAYS, List.of()).forEach(text -> holiday(text, each, once));
    return new ProfileHours(
        new OpeningHours(zone, week, each, once),
        block.has(CLOSED) ? Optional.of(block.text(CLOSED)) : Optional.empty());
  }

  private static String name(DayOfWeek day) {
    return DAYS.get(day.getValue() - 1);
  }

  /** {@code mon}, or {@code mon-fri}, also over the end of the week. */
  private static List<DayOfWeek> days(String key) {
    String[] ends = key.toLowerCase(Locale.ROOT).split("-", -1);
    int from = DAYS.indexOf(ends[0]);
    int to = DAYS.indexOf(ends[ends.length - 1]);
    if (from < 0 || to < 0 || ends.length > 2) {
      throw new IllegalArgumentException(key + " is no day; allowed: " + DAYS + ", two of them as"
          + " mon-fri, " + HOLIDAYS + ", " + CALENDAR + ", " + CLOSED);
    }
    List<DayOfWeek> days = new ArrayList<>();
    for (int at = from; ; at = (at + 1) % DAYS.size()) {
      days.add(DayOfWeek.of(at + 1));
      if (at == to) {
        return days;
      }
    }
  }

  private static List<Span> spans(String key, String text) {
    if (text.isBlank() || text.strip().equals(CLOSED)) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (String one : text.split(",")) {
      String[] ends = one.strip().split("\\s*-\\s*", -1);
      try {
        if (ends.length != 2) {
          throw new DateTimeException("not two times");
        }
        spans.add(Span.of(LocalTime.parse(ends[0]), time(ends[1])));
      } catch (DateTimeException wrong) {
        throw new IllegalArgumentException(key + " is '" + text + "'; " + ALLOWED_HOURS, wrong);
      }
    }
    return spans;
  }

  private static LocalTime time(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
  }

  private static void holiday(
      String text, Map<MonthDay, List<Span>> each, Map<LocalDate, List<Span>> once) {
    Matcher parts = HOLIDAY.matcher(text.strip());
    try {
      if (!parts.matches()) {
        throw new DateTimeException("no date");
      }
      List<Span> spans = parts.group(3) == null ? List.of() : spans(HOLIDAYS, parts.group(3));
      if (parts.group(1) == null) {
        each.put(MonthDay.parse("--" + parts.group(2)), spans);
      } else {
        once.put(LocalDate.parse(parts.group(1) + "-" + parts.group(2)), spans);
      }
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          HOLIDAYS + " has '" + text
              + "'; allowed: MM-DD (each year) or YYYY-MM-DD, with hours behind it where that day is not closed",
          wrong);
    }
  }
}
