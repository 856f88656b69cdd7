package talkspurt.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** A time for which calls may cost only so much. */
public enum BudgetPeriod {
  /** From midnight to midnight. */
  DAY,
  /** From the first of a month to that of the next. */
  MONTH;

  /** As it is written, such as {@code day}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When the one began in which this is. */
  Instant beginOf(Instant now, ZoneId zone) {
    LocalDate day = now.atZone(zone).toLocalDate();
    return (this == DAY ? day : day.withDayOfMonth(1)).atStartOfDay(zone).toInstant();
  }
}
