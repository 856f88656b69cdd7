package talkspurt.collect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first or last date that is taken. */
public sealed interface DateBound {

  /** Where it lies on this day. */
  LocalDate on(LocalDate today);

  /** Always the same. */
  record Fixed(LocalDate date) implements DateBound {
    @Override
    public LocalDate on(LocalDate today) {
      return date;
    }
  }

  /** So far from today, before it where the period is negative. */
  record FromToday(Period period) implements DateBound {
    @Override
    public LocalDate on(LocalDate today) {
      return today.plus(period);
    }
  }

  /**
   * From {@code today}, {@code -120y}, {@code 3m}, {@code +2w}, {@code 30d} or {@code 2026-12-31}. An {@link
   * IllegalArgumentException} tells what else it is.
   */
  static DateBound parse(String text) {
    Matcher far = Pattern.compile("([+-]?)(\\d{1,4})([dwmy])").matcher(text);
    if (text.equals("today")) {
      return new FromToday(Period.ZERO);
    }
    if (far.matches()) {
      int count = Integer.parseInt(far.group(1) + far.group(2));
      return new FromToday(
          switch (far.group(3)) {
            case "d" -> Period.ofDays(count);
            case "w" -> Period.ofWeeks(count);
            case "m" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
          });
    }
    try {
      return new Fixed(LocalDate.parse(text));
    } catch (DateTimeException none) {
      throw new IllegalArgumentException(
          text
              + "; allowed: today, days, weeks, months or years from it (-120y, 2w), or a date such as 2026-12-31",
          none);
    }
  }
}
