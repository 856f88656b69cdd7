package talkspurt.text;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What the clock says, by the names that texts of profiles have for it. */
public final class ClockVariables {

  /** {@code 2026-11-30 08:05}, in the profile's time zone. */
  public static final String NOW = "now";

  /** The date in words of the language, such as {@code November 30, 2026}. */
  public static final String TODAY = "today";

  /** The time as the language writes it, such as {@code 8:05 AM}. */
  public static final String TIME = "time";

  /** The day of the week in the language. */
  public static final String WEEKDAY = "weekday";

  /** In English morning, afternoon, evening or night; where a language names no parts, what is said of the time: {@code morgens}. */
  public static final String PART_OF_DAY = "part-of-day";

  /** The zone's name, such as {@code Europe/Berlin}. */
  public static final String TIME_ZONE = "time-zone";

  public static final List<String> NAMES =
      List.of(NOW, TODAY, TIME, WEEKDAY, PART_OF_DAY, TIME_ZONE);

  /** Open or closed, in the language: whether it is within the profile's opening hours. */
  public static final String OPEN = "open";

  /** The same for programs: {@code true} or {@code false}. */
  public static final String IS_OPEN = "is-open";

  /** When it is next within them, such as {@code Monday, 9:00 AM}. */
  public static final String OPENS = "opens";

  /** Those that profiles with opening hours have beside. */
  public static final List<String> OF_HOURS = List.of(OPEN, IS_OPEN, OPENS);

  private static final int DAYS_OF_WEEK = 7;

  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private ClockVariables() {}

  /**
   * All of them.
   *
   * @param language BCP 47 tag of the words
   * @param words what of it the JDK does not know
   */
  public static Map<String, String> at(ZonedDateTime now, String language, ClockWords words) {
    Locale locale = Locale.forLanguageTag(language);
    Map<String, String> all = new HashMap<>();
    all.put(NOW, PLAIN.format(now));
    all.put(
        TODAY,
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(now));
    all.put(TIME, clock(now, locale));
    all.put(WEEKDAY, now.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale));
    all.put(PART_OF_DAY, partOfDay(now, locale, words));
    all.put(TIME_ZONE, now.getZone().getId());
    return all;
  }

  /**
   * Those of opening hours.
   *
   * @param opens when they begin, if that is known; {@code now} where they have begun
   * @param words what is said of them
   */
  public static Map<String, String> hours(
      boolean open,
      Optional<ZonedDateTime> opens,
      ZonedDateTime now,
      String language,
      ClockWords words) {
    Locale locale = Locale.forLanguageTag(language);
    return Map.of(
        OPEN,
        open ? words.open() : words.closed(),
        IS_OPEN,
        Boolean.toString(open),
        OPENS,
        opens.map(time -> when(time, now, locale)).orElse(""));
  }

  /** The time, with the day unless it is today's, and with the date unless it is within a week. */
  private static String when(ZonedDateTime time, ZonedDateTime now, Locale locale) {
    String clock = clock(time, locale);
    long days = ChronoUnit.DAYS.between(now.toLocalDate(), time.toLocalDate());
    if (days == 0) {
      return clock;
    }
    String day = days < DAYS_OF_WEEK
        ? time.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale)
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(time);
    return day + ", " + clock;
  }

  /** Newer JDKs put a narrow blank before AM and PM. */
  private static String clock(ZonedDateTime time, Locale locale) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(locale)
        .format(time)
        .replace('\u202f', ' ');
  }

  private static String partOfDay(ZonedDateTime now, Locale locale, ClockWords words) {
    SortedMap<Integer, String> begun = words.partsOfDay().headMap(now.getHour() + 1);
    return begun.isEmpty()
        ? DateTimeFormatter.ofPattern("BBBB", locale).format(now)
        : begun.get(begun.lastKey());
  }
}
