package talkspurt.language.numbers;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.ULocale;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Dates in words: days, months and years. */
final class DateWords {

  private final Spellout numbers;
  private final NumberRules rules;
  private final String pattern;
  private final String[] months;

  DateWords(Spellout numbers, NumberRules rules) {
    this.numbers = numbers;
    this.rules = rules;
    String usual = longPattern(numbers);
    this.pattern = usual.startsWith("d")
        ? rules.text("day-first-date").or(() -> rules.text("date")).orElse(usual)
        : rules.text("date").orElse(usual);
    List<String> own = rules.list("month-names");
    this.months = own.isEmpty()
        ? DateFormatSymbols.getInstance(numbers.locale())
            .getMonths(DateFormatSymbols.FORMAT, DateFormatSymbols.WIDE)
        : own.toArray(new String[0]);
  }

  /** Whether short dates begin with the month. */
  static boolean monthFirst(Spellout numbers) {
    return shortPattern(numbers.locale()).startsWith("M");
  }

  /** How a short date is written. */
  static String shortPattern(ULocale locale) {
    return ((SimpleDateFormat) DateFormat.getDateInstance(DateFormat.SHORT, locale)).toPattern();
  }

  private static String longPattern(Spellout numbers) {
    return ((SimpleDateFormat) DateFormat.getDateInstance(DateFormat.LONG, numbers.locale()))
        .toPattern();
  }

  /**
   * The whole date.
   *
   * @param before the word before it, in small letters
   */
  String words(LocalDate date, String before) {
    StringBuilder words = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char mark = pattern.charAt(i);
      int end = i;
      while (end < pattern.length() && pattern.charAt(end) == mark) {
        end++;
      }
      if (mark == '\'') {
        quoted = !quoted;
      } else if (quoted || !Character.isLetter(mark) || mark > 'z') {
        words.append(mark == '.' && !quoted ? "" : mark); // of an ordinal in figures
      } else {
        words.append(
            switch (mark) {
              case 'd' -> day(date.getDayOfMonth(), before);
              case 'y' -> year(date.getYear());
              default -> end - i > 2 ? months[date.getMonthValue() - 1] : month(date);
            });
        i = end - 1;
      }
    }
    return words.toString().strip();
  }

  private String month(LocalDate date) {
    List<String> own = rules.list("months");
    return own.isEmpty()
        ? numbers.words(date.getMonthValue(), "cardinal-sinokorean", "cardinal", "numbering")
        : own.get(date.getMonthValue() - 1);
  }

  /** The day of a month. */
  String day(int day, String before) {
    List<String> days = rules.list("days");
    if (!days.isEmpty()) {
      return days.get(day - 1);
    }
    if (day == 1 && rules.text("first-day").isPresent()) {
      return rules.text("first-day").get();
    }
    String usual = rules.text("day").orElse("numbering");
    return numbers.words(day, rules.part("day-after").getOrDefault(before, usual), usual);
  }

  /** The year of a date. */
  String year(int year) {
    if (rules.text("year").filter("days"::equals).isPresent()) {
      int last = year % 100;
      return last == 0 ? numbers.words(year) : numbers.words(year - last) + " " + asDays(last);
    }
    if (year >= 2000 && rules.text("year-from-2000").isPresent()) {
      return numbers.words(year, rules.text("year-from-2000").get());
    }
    return numbers.words(year, rules.text("year").orElse("numbering-year"), "numbering-year");
  }

  private String asDays(int last) {
    List<String> days = rules.list("days");
    if (last <= days.size()) {
      return days.get(last - 1);
    }
    int unit = last % 10;
    int tens = last - unit;
    String ten = tens <= days.size() ? days.get(tens - 1) : rules.list("tens").get(tens / 10 - 4);
    if (unit == 0) {
      return ten;
    }
    boolean bends = rules.text("tens-bend").isPresent();
    return (bends ? ten : numbers.words(last - unit)) + " " + days.get(unit - 1);
  }

  /** A year that stands alone. */
  String yearAlone(int year) {
    return numbers.words(year, "numbering-year");
  }

  /** Names of months, as they stand in dates and alone. */
  Set<String> monthNames() {
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(numbers.locale());
    Set<String> names = new TreeSet<>(rules.list("month-names"));
    for (int context : new int[] {DateFormatSymbols.FORMAT, DateFormatSymbols.STANDALONE}) {
      for (String name : symbols.getMonths(context, DateFormatSymbols.WIDE)) {
        if (name.codePoints().noneMatch(Character::isDigit)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
