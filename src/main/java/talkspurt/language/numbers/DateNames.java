package talkspurt.language.numbers;

import com.ibm.icu.text.DateFormatSymbols;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words of which a language makes dates, as it writes and says them: by CLDR, and what is known beside it.
 *
 * @param months names and short names of months, 1 to 12
 * @param days words for days of a month, 1 to 31
 * @param years words for years
 * @param weekdays names of days, 1 (Monday) to 7
 */
public record DateNames(
    Map<String, Integer> months,
    Map<String, Integer> days,
    Map<String, Integer> years,
    Map<String, Integer> weekdays) {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final int DAYS = 31;
  private static final int WEEK = 7;

  public DateNames {
    months = Map.copyOf(months);
    days = Map.copyOf(days);
    years = Map.copyOf(years);
    weekdays = Map.copyOf(weekdays);
  }

  static DateNames of(Spellout numbers, NumberRules rules, DateWords dates) {
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(numbers.locale());
    Map<String, Integer> months = new TreeMap<>();
    Map<String, Integer> weekdays = new TreeMap<>();
    for (int context : new int[] {DateFormatSymbols.FORMAT, DateFormatSymbols.STANDALONE}) {
      for (int width : new int[] {DateFormatSymbols.WIDE, DateFormatSymbols.ABBREVIATED}) {
        put(months, symbols.getMonths(context, width));
      }
      String[] week = symbols.getWeekdays(context, DateFormatSymbols.WIDE); // from 1, Sunday
      for (int day = 1; day <= WEEK; day++) {
        weekdays.put(week[day], day == 1 ? WEEK : day - 1);
      }
    }
    put(months, rules.list("month-names").toArray(new String[0]));
    Map<String, Integer> days = new TreeMap<>();
    for (int day = 1; day <= DAYS; day++) {
      days.put(numbers.words(day), day);
      days.put(dates.day(day, ""), day);
      for (String before : rules.part("day-after").keySet()) {
        days.put(dates.day(day, before), day);
      }
    }
    Map<String, Integer> years = new TreeMap<>();
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      years.put(numbers.words(year), year);
      years.put(dates.year(year), year);
      years.put(dates.yearAlone(year), year);
    }
    return new DateNames(months, days, years, weekdays);
  }

  private static void put(Map<String, Integer> to, String[] names) {
    for (int at = 0; at < names.length; at++) {
      to.put(names[at], at + 1);
    }
  }
}
