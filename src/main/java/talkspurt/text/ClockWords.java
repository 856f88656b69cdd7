package talkspurt.text;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clock says in a language beside what the JDK knows.
 *
 * @param open of opening hours
 * @param closed of opening hours
 * @param partsOfDay from which hour on it is which part of the day; empty: what the JDK says of a time
 */
public record ClockWords(String open, String closed, SortedMap<Integer, String> partsOfDay) {

  public ClockWords {
    partsOfDay = new TreeMap<>(partsOfDay);
    if (!partsOfDay.isEmpty() && partsOfDay.firstKey() != 0) {
      throw new IllegalArgumentException(
          "clock.part-of-day begins at " + partsOfDay.firstKey() + "; allowed: from hour 0 on");
    }
  }
}
