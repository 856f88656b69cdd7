package talkspurt.collect;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import talkspurt.collect.DateContent.Read;
import talkspurt.collect.DateVocabulary.Match;

/**
 * Reads a date out of what a recogniser wrote: "the third of May nineteen eighty", "03.05.1980", "tomorrow", "on
 * Friday". Words that say nothing of a date are passed over. Not thread-safe.
 */
final class SpokenDate {

  /** So many other words are let pass; more of them than of the date are talk. */
  private static final int FEW_WORDS = 12;

  private static final int MOST_WORDS = 60;
  private static final int MOST_PARTS = 5;

  /** Words that may mean several things are tried no further: the line waits for the answer. */
  private static final int MOST_STEPS = 5_000;

  /** What a date counts that is not taken. */
  private static final int OUTSIDE = 1000;

  private static final int MOST_SCORE = 10_000;

  private enum Kind {
    NUMBER,
    MONTH,
    YEAR
  }

  /** A part of a date, and whether it is no mere number. */
  private record Part(Kind kind, int value, boolean plain, int end) {}

  private final DateContent content;
  private final DateVocabulary vocabulary;
  private final String said;
  private final List<String> words;
  private Read best = Read.NOTHING;
  private int score = MOST_SCORE;
  private int steps;

  SpokenDate(DateContent content, String said) {
    this.content = content;
    this.vocabulary = content.vocabulary();
    this.said = said;
    this.words = CodeWords.words(said);
  }

  /**
   * Whether a date is spoken of.
   *
   * @param begun whether parts of one are known: then a single number is one, too
   */
  boolean concerns(boolean begun) {
    int numbers = 0;
    int others = 0;
    for (int at = 0; at < words.size(); ) {
      List<Part> parts = partsAt(at);
      if (parts.isEmpty()) {
        others++;
        at++;
      } else {
        Part first = parts.get(0);
        if (first.kind() != Kind.NUMBER || !first.plain()) {
          return true;
        }
        numbers++;
        at = first.end();
      }
    }
    return numbers > 1
        || numbers == 1 && (begun || others == 0)
        || first(vocabulary.relative()).isPresent()
        || first(vocabulary.weekdays()).isPresent();
  }

  /** The date. */
  Read read(LocalDate today) {
    if (words.size() <= MOST_WORDS) {
      walk(0, 0, new ArrayList<>(), today);
    }
    if (best.date().isPresent()) {
      return best;
    }
    OptionalInt days = first(vocabulary.relative());
    if (days.isPresent()) {
      return Read.of(Optional.of(today.plusDays(days.getAsInt())), false);
    }
    String digits = SpokenCode.of(said, content.words(), false);
    Read keyed = content.keyed(digits, today);
    if (keyed.date().isPresent()) {
      return keyed;
    }
    OptionalInt weekday = best.impossible() ? OptionalInt.empty() : first(vocabulary.weekdays());
    return weekday.isPresent() ? Read.of(on(weekday.getAsInt(), today), true) : best;
  }

  /** The next such day of the week that is taken, else the last. */
  private Optional<LocalDate> on(int weekday, LocalDate today) {
    DayOfWeek day = DayOfWeek.of(weekday);
    LocalDate next = today.with(TemporalAdjusters.next(day));
    LocalDate last = today.with(TemporalAdjusters.previous(day));
    return content.nearest(List.of(next, last), today).or(() -> Optional.of(next));
  }

  private OptionalInt first(Map<String, Integer> phrases) {
    for (int at = 0; at < words.size(); at++) {
      Match found = vocabulary.longest(phrases, words, at);
      if (found.end() > at) {
        return OptionalInt.of(found.value());
      }
    }
    return OptionalInt.empty();
  }

  /** Tries what words may mean; of several dates the one counts that leaves the fewest words over. */
  private void walk(int at, int others, List<Part> parts, LocalDate today) {
    if (++steps > MOST_STEPS || parts.size() > MOST_PARTS || others >= score) {
      return;
    }
    if (at >= words.size()) {
      if (others <= FEW_WORDS || others <= words.size() - others) {
        Read read = made(parts, today);
        if (read.date().isPresent() && score(read, others, today) < score) {
          best = read;
          score = score(read, others, today);
        } else if (best.date().isEmpty() && read.impossible()) {
          best = read;
        }
      }
      return;
    }
    List<Part> possible = partsAt(at);
    if (possible.isEmpty() || CodeWords.character(words.get(at))) { // which is in many words
      walk(at + 1, others + 1, parts, today);
    }
    for (Part part : possible) {
      parts.add(part);
      walk(part.end(), others, parts, today);
      parts.remove(parts.size() - 1);
    }
  }

  /** The less the better: a date that is taken before one that is not. */
  private int score(Read read, int others, LocalDate today) {
    return others + (content.within(read.date().orElseThrow(), today) ? 0 : OUTSIDE);
  }

  /** What the words from here on may be, the longest first. */
  private List<Part> partsAt(int at) {
    List<Part> all = new ArrayList<>();
    String word = words.get(at);
    if (word.matches("[0-9]{4}")) {
      all.add(new Part(Kind.YEAR, Integer.parseInt(word), false, at + 1));
    } else {
      add(all, Kind.MONTH, vocabulary.months(), at);
      if (word.matches("[0-9]{1,2}")) {
        all.add(new Part(Kind.NUMBER, Integer.parseInt(word), true, at + 1));
      } else if (word.matches("[0-9]{1,2}\\p{L}{1,4}")) {
        int day = Integer.parseInt(word.replaceAll("[^0-9]+", ""));
        all.add(new Part(Kind.NUMBER, day, false, at + 1));
      }
      add(all, Kind.YEAR, vocabulary.years(), at);
      number(all, at);
    }
    all.sort(Comparator.comparingInt((Part part) -> -part.end()));
    return all;
  }

  private void add(List<Part> all, Kind kind, Map<String, Integer> phrases, int at) {
    Match found = vocabulary.longest(phrases, words, at);
    if (found.end() > at) {
      all.add(new Part(kind, found.value(), false, found.end()));
    }
  }

  /** "Twenty first", "three", "oh three". */
  private void number(List<Part> all, int at) {
    Match found = vocabulary.longest(vocabulary.days(), words, at);
    if (found.end() == at) {
      return;
    }
    boolean plain = content.words().numberAt(words, at) == found.end() - at;
    if (found.value() == 0 && found.end() < words.size()) {
      Match next = vocabulary.longest(vocabulary.days(), words, found.end());
      if (next.value() > 0 && next.value() < 10) {
        all.add(new Part(Kind.NUMBER, next.value(), plain, next.end()));
        return;
      }
    }
    all.add(new Part(Kind.NUMBER, found.value(), plain, found.end()));
  }

  private Read made(List<Part> parts, LocalDate today) {
    List<Integer> months = of(parts, Kind.MONTH);
    List<Integer> years = of(parts, Kind.YEAR);
    List<Integer> numbers = of(parts, Kind.NUMBER);
    if (months.size() > 1 || years.size() > 1) {
      return Read.NOTHING;
    }
    if (months.size() == 1) {
      return years.isEmpty()
          ? named(months.get(0), numbers, parts, today)
          : numbers.size() == 1
              ? Read.of(DateContent.date(years.get(0), months.get(0), numbers.get(0)), false)
              : Read.NOTHING;
    }
    if (years.size() == 1 && numbers.size() == 2) {
      return inNumbers(parts.get(0).kind() == Kind.YEAR, years.get(0), numbers);
    }
    if (years.isEmpty() && numbers.size() == 3) {
      List<Integer> all =
          content.order().yearMonthDay(numbers.get(0), numbers.get(1), numbers.get(2));
      return content.shortYear(all.get(0), all.get(1), all.get(2), today);
    }
    if (years.isEmpty() && numbers.size() == 2) {
      List<Integer> all = content.order().monthDay(numbers.get(0), numbers.get(1));
      return content.yearless(all.get(0), all.get(1), today);
    }
    return Read.NOTHING;
  }

  private static List<Integer> of(List<Part> parts, Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).map(Part::value).toList();
  }

  /** A month by its name, without a year of four figures. */
  private Read named(int month, List<Integer> numbers, List<Part> parts, LocalDate today) {
    if (numbers.size() == 1) {
      return content.yearless(month, numbers.get(0), today);
    }
    if (numbers.size() != 2) {
      return Read.NOTHING;
    }
    boolean yearFirst = content.order() == DateOrder.YEAR_MONTH_DAY
        && parts.get(0).kind() == Kind.NUMBER
        && parts.get(1).kind() == Kind.MONTH;
    return yearFirst
        ? content.shortYear(numbers.get(0), month, numbers.get(1), today)
        : content.shortYear(numbers.get(1), month, numbers.get(0), today);
  }

  /** A year and two numbers; where they are no date in the usual order, in the other. */
  private Read inNumbers(boolean yearFirst, int year, List<Integer> numbers) {
    boolean monthFirst = yearFirst || content.order() == DateOrder.MONTH_DAY_YEAR;
    List<Integer> usual =
        monthFirst ? numbers : DateOrder.DAY_MONTH_YEAR.monthDay(numbers.get(0), numbers.get(1));
    Optional<LocalDate> date = DateContent.date(year, usual.get(0), usual.get(1));
    return Read.of(
        date.or(() ->
            yearFirst ? Optional.empty() : DateContent.date(year, usual.get(1), usual.get(0))),
        false);
  }
}
