package talkspurt.collect;

import java.util.List;
import java.util.Locale;

/** In which order day, month and year of a date are keyed, and read where no word tells them apart. */
public enum DateOrder {
  DAY_MONTH_YEAR,
  MONTH_DAY_YEAR,
  YEAR_MONTH_DAY;

  /** What settings call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Three things in this order, as year, month and day. */
  <T> List<T> yearMonthDay(T first, T second, T third) {
    return switch (this) {
      case DAY_MONTH_YEAR -> List.of(third, second, first);
      case MONTH_DAY_YEAR -> List.of(third, first, second);
      case YEAR_MONTH_DAY -> List.of(first, second, third);
    };
  }

  /** Year, month and day in this order. */
  String written(String year, String month, String day) {
    return switch (this) {
      case DAY_MONTH_YEAR -> day + month + year;
      case MONTH_DAY_YEAR -> month + day + year;
      case YEAR_MONTH_DAY -> year + month + day;
    };
  }

  /** Two things in this order, as month and day. */
  <T> List<T> monthDay(T first, T second) {
    return this == DAY_MONTH_YEAR ? List.of(second, first) : List.of(first, second);
  }
}
