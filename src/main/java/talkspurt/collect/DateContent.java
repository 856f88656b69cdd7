package talkspurt.collect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A date, whose value is as in ISO 8601: {@code 1980-05-03}. Keyed it has eight digits, six with two of the year, or four
 * without it.
 *
 * @param order in which day, month and year are keyed
 * @param earliest the first date that is taken
 * @param latest the last
 * @param vocabulary words for dates
 * @param reading how a voice reads one
 */
public record DateContent(
    DateOrder order,
    DateBound earliest,
    DateBound latest,
    CodeWords words,
    DateVocabulary vocabulary,
    Function<LocalDate, String> reading)
    implements Content {

  /** Between what was said at one time and at the next. */
  private static final String THEN = "\n";

  private static final int LONGEST = 200;
  private static final int WITH_YEAR = 8;
  private static final int SHORT_YEAR = 6;
  private static final int NO_YEAR = 4;
  private static final int CENTURY = 100;

  @Override
  public boolean keyable() {
    return true;
  }

  @Override
  public int longest() {
    return LONGEST;
  }

  @Override
  public String read(String entered, String said) {
    boolean concerns = new SpokenDate(this, said).concerns(!entered.isEmpty());
    return concerns ? THEN + String.join(" ", CodeWords.words(said)) + " " : "";
  }

  @Override
  public Progress progress(String entered, LocalDate today) {
    Read read = dateOf(entered, today);
    if (digits(entered)) {
      return entered.length() >= WITH_YEAR
          ? Progress.FULL
          : read.date().isPresent() ? Progress.WHOLE : Progress.BEGUN;
    }
    return read.date().isEmpty() ? Progress.BEGUN : read.open() ? Progress.WHOLE : Progress.FULL;
  }

  @Override
  public Judgement judge(String entered, LocalDate today) {
    Read read = dateOf(entered, today);
    if (read.date().isEmpty()) {
      return new Judgement.Bad(
          digits(entered) && entered.length() > WITH_YEAR
              ? Collected.Why.TOO_LONG
              : read.impossible() ? Collected.Why.NO_DATE : Collected.Why.TOO_SHORT);
    }
    LocalDate date = read.date().get();
    return within(date, today)
        ? new Judgement.Good(date.toString())
        : new Judgement.Bad(Collected.Why.OUT_OF_BOUNDS);
  }

  @Override
  public String symbols(String value) {
    String[] parts = value.split("-");
    return order.written(parts[0], parts[1], parts[2]);
  }

  @Override
  public String spoken(String value) {
    return reading.apply(LocalDate.parse(value));
  }

  @Override
  public List<String> forms(String value) {
    String[] parts = value.split("-");
    return Arrays.stream(DateOrder.values())
        .map(each -> each.written(parts[0], parts[1], parts[2]))
        .toList();
  }

  /**
   * A date, or none.
   *
   * @param open whether more words may make it another
   * @param impossible whether there is no such date
   */
  record Read(Optional<LocalDate> date, boolean open, boolean impossible) {

    static final Read NOTHING = new Read(Optional.empty(), false, false);
    static final Read IMPOSSIBLE = new Read(Optional.empty(), false, true);

    static Read of(Optional<LocalDate> date, boolean open) {
      return date.isPresent() ? new Read(date, open, false) : IMPOSSIBLE;
    }
  }

  /** What was entered; of what was said at several times the last that is a date. */
  private Read dateOf(String entered, LocalDate today) {
    if (digits(entered)) {
      return keyed(entered, today);
    }
    boolean impossible = false;
    for (String said = entered; !said.isEmpty(); said = behind(said)) {
      Read read = new SpokenDate(this, said).read(today);
      if (read.date().isPresent()) {
        return read;
      }
      impossible |= read.impossible();
    }
    return impossible ? Read.IMPOSSIBLE : Read.NOTHING;
  }

  private static String behind(String said) {
    int next = said.indexOf(THEN, 1);
    return next < 0 ? "" : said.substring(next);
  }

  private static boolean digits(String entered) {
    return entered.matches("[0-9]+");
  }

  /** A date in digits alone. */
  Read keyed(String digits, LocalDate today) {
    if (digits.length() == NO_YEAR) {
      List<Integer> parts = order.monthDay(number(digits, 0, 2), number(digits, 2, 4));
      return yearless(parts.get(0), parts.get(1), today);
    }
    if (digits.length() != WITH_YEAR && digits.length() != SHORT_YEAR) {
      return Read.NOTHING;
    }
    int year = digits.length() - 4;
    int yearEnd = order == DateOrder.YEAR_MONTH_DAY ? year : 2;
    List<Integer> parts = order.yearMonthDay(
        number(digits, 0, yearEnd),
        number(digits, yearEnd, yearEnd + 2),
        number(digits, yearEnd + 2, digits.length()));
    return digits.length() == WITH_YEAR
        ? Read.of(date(parts.get(0), parts.get(1), parts.get(2)), false)
        : shortYear(parts.get(0), parts.get(1), parts.get(2), today);
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits.substring(from, to));
  }

  static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** With the last two digits of a year: in the century that is taken, of several in the nearest. */
  Read shortYear(int year, int month, int day, LocalDate today) {
    int century = today.getYear() / CENTURY * CENTURY;
    List<LocalDate> all = IntStream.of(century, century - CENTURY, century + CENTURY)
        .mapToObj(from -> date(from + year, month, day))
        .flatMap(Optional::stream)
        .sorted(java.util.Comparator.comparingLong(date -> distance(date, today)))
        .toList();
    Optional<LocalDate> taken = all.stream().filter(date -> within(date, today)).findFirst();
    return Read.of(taken.or(() -> all.stream().findFirst()), false);
  }

  private static long distance(LocalDate date, LocalDate today) {
    return Math.abs(date.toEpochDay() - today.toEpochDay());
  }

  /** Without a year: the next one that is taken, or the last; where years back are taken it has to be said. */
  Read yearless(int month, int day, LocalDate today) {
    List<LocalDate> near = IntStream.of(0, 1, -1)
        .mapToObj(years -> date(today.getYear() + years, month, day))
        .flatMap(Optional::stream)
        .toList();
    if (near.isEmpty()) {
      return month == 2 && day == 29 ? Read.NOTHING : Read.IMPOSSIBLE;
    }
    if (earliest.on(today).isBefore(today.minusYears(1))) {
      return Read.NOTHING;
    }
    return Read.of(nearest(near, today).or(() -> Optional.of(near.get(0))), true);
  }

  /** Of these the next from today on that is taken, else the last before. */
  Optional<LocalDate> nearest(List<LocalDate> dates, LocalDate today) {
    List<LocalDate> taken =
        dates.stream().filter(date -> within(date, today)).sorted().toList();
    return taken.stream()
        .filter(date -> !date.isBefore(today))
        .findFirst()
        .or(() -> taken.stream().reduce((first, last) -> last));
  }

  boolean within(LocalDate date, LocalDate today) {
    return !date.isBefore(earliest.on(today)) && !date.isAfter(latest.on(today));
  }
}
