package talkspurt.language.numbers;

import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.language.numbers.TimeWords.Half;
import talkspurt.text.Markup;
import talkspurt.text.SpelledNumbers;
import talkspurt.text.SpokenForm;

/**
 * Reads numbers, dates, times and money of a text in words, for voices that read figures badly. Telephone numbers, long
 * numbers and codes are read figure by figure. A number that is said in another way for another noun (German "ein",
 * "eine") is left to the voice where a word follows: the voice sees the noun. Thread-safe.
 */
public final class NumberReading {

  private static final Pattern WORD_BEFORE = Pattern.compile("([\\p{L}\\p{M}]+)\\s*$");
  private static final int FIRST_YEAR = 1100;
  private static final int LAST_YEAR = 2099;
  private static final int MAX_DECIMALS = 6;
  private static final int MAX_COUNTED = 100;
  private static final int LOOK_BACK = 40;

  /** What was found, and in which text. */
  private record Found(String text, Matcher match) {

    String group(String name) {
      return match.group(name);
    }

    int start() {
      return match.start();
    }

    String behind() {
      return text.substring(match.end());
    }
  }

  private final String language;
  private final Spellout spellout;
  private final NumberRules rules;
  private final DateWords dates;
  private final TimeWords times;
  private final MoneyWords money;
  private final WrittenAs written;
  private final List<String> ordinals;
  private final boolean monthFirst;

  private NumberReading(String language, Spellout spellout, NumberRules rules) {
    this.language = language;
    this.spellout = spellout;
    this.rules = rules;
    this.dates = new DateWords(spellout, rules);
    this.times = new TimeWords(spellout, rules);
    this.money = new MoneyWords(spellout, rules);
    this.written = new WrittenAs(spellout, rules, dates);
    this.ordinals = new ArrayList<>(rules.part("ordinals").values());
    this.monthFirst = DateWords.monthFirst(spellout);
  }

  /**
   * For a language; empty where it is not known how that says numbers.
   *
   * @param language BCP 47 tag
   */
  public static Optional<NumberReading> of(String language, NumberRules rules) {
    return Spellout.of(ULocale.forLanguageTag(language), rules)
        .map(spellout -> new NumberReading(language, spellout, rules));
  }

  /** A text as a voice is to be given it. */
  public SpokenForm spoken(String text, Markup markup) {
    if (text.codePoints().noneMatch(Character::isDigit)) {
      return SpokenForm.of(text);
    }
    return replaced(text, written.dates, this::date, markup)
        .andThen(part -> SpelledNumbers.of(part, language, markup))
        .andThen(part -> replaced(part, written.numbers, this::number, markup));
  }

  /** A date in words. */
  public String date(LocalDate date) {
    return dates.words(date, "");
  }

  /** Of which words this language makes dates. */
  public DateNames dateNames() {
    return DateNames.of(spellout, rules, dates);
  }

  /** In which order a short date has its year, month and day, as a pattern: {@code d.M.y}. */
  public static String datePattern(String language) {
    return DateWords.shortPattern(ULocale.forLanguageTag(language));
  }

  private static SpokenForm replaced(
      String text, Pattern pattern, Function<Found, Optional<String>> words, Markup markup) {
    SpokenForm.Builder spoken = new SpokenForm.Builder();
    Matcher found = pattern.matcher(text);
    int from = 0;
    while (found.find()) {
      Optional<String> said = words.apply(new Found(text, found));
      if (said.isPresent()) {
        spoken.same(text.substring(from, found.start()));
        spoken.instead(found.end() - found.start(), markup.plain(said.get()).text());
        from = found.end();
      }
    }
    return spoken.same(text.substring(from)).build();
  }

  private Optional<String> date(Found found) {
    String before = wordBefore(found);
    if (found.group("y1") != null) {
      return day(found.group("y1"), found.group("m1"), found.group("d1"))
          .map(day -> dates.words(day, before));
    }
    String first = found.group("a2");
    String second = found.group("b2");
    String year = found.group("y2");
    Optional<LocalDate> usual = day(year, second, first);
    Optional<LocalDate> turned = day(year, first, second);
    boolean month = monthFirst && !found.group("s2").equals(".");
    return (month ? turned.or(() -> usual) : usual.or(() -> turned))
        .map(day -> dates.words(day, before));
  }

  private Optional<LocalDate> day(String year, String month, String day) {
    try {
      return Optional.of(LocalDate.of(integer(year), integer(month), integer(day)));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private Optional<String> number(Found found) {
    if (found.group("yeardot") != null) {
      return Optional.of(dates.year(integer(found.group("yeardot"))));
    }
    if (found.group("day") != null) {
      return Optional.of(beforeMonth(found));
    }
    if (found.group("monthday") != null) {
      return Optional.of(dates.day(integer(found.group("monthday")), wordBefore(found)));
    }
    if (found.group("hour") != null) {
      return time(found, found.group("hour"), integer(found.group("minute")), "half");
    }
    if (found.group("bare") != null) {
      return time(found, found.group("bare"), 0, "barehalf");
    }
    if (found.group("sign") != null) {
      return money(found.group("amount"), found.group("sign"), Optional.empty());
    }
    if (found.group("paid") != null) {
      String name = found.group("name");
      return name == null
          ? money(found.group("paid"), found.group("unit"), Optional.empty())
          : money(found.group("paid"), name, Optional.of(name));
    }
    if (found.group("percentof") != null) {
      return percent(written.number(found.group("percentof")));
    }
    if (found.group("percent") != null) {
      return percent(written.number(found.group("percent")));
    }
    for (int i = 0; i < ordinals.size(); i++) {
      String ordinal = found.group("ordinal" + (i + 1));
      if (ordinal != null) {
        return Optional.of(spellout.words(integer(ordinal), ordinals.get(i)));
      }
    }
    return plain(found);
  }

  /** "30 November" is the thirtieth of November. */
  private String beforeMonth(Found found) {
    String before = wordBefore(found);
    String day = dates.day(integer(found.group("day")), before);
    return rules
        .text("before-month")
        .filter(template -> !found.behind().matches("(?s)\\s+of\\s.*"))
        .map(template -> template.replace("{d}", day))
        .map(words -> before.equals("the") ? words.replaceFirst("^the ", "") : words)
        .orElse(day);
  }

  private Optional<String> time(Found found, String hour, int minute, String halfGroup) {
    Optional<Half> half = rules.text("pm").isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(found.group(halfGroup))
            .map(letter -> letter.equalsIgnoreCase("p") ? Half.AFTER_NOON : Half.BEFORE_NOON);
    return Optional.of(times.words(integer(hour), minute, half, wordBefore(found)));
  }

  private Optional<String> money(String amount, String sign, Optional<String> name) {
    return Optional.of(money.words(written.amount(amount), written.currency(sign), name));
  }

  private Optional<String> percent(BigDecimal number) {
    String words = number.scale() > 0
        ? spellout.words(number)
        : spellout.beforeUnit(
            spellout.words(number.longValue(), rules.text("percent-rule").orElse("numbering")));
    return Optional.of(rules
        .text("percent")
        .map(template -> template.replace("{n}", words))
        .orElseGet(() -> spellout.units(MeasureUnit.PERCENT, number, words)));
  }

  private String words(BigDecimal number) {
    return number.scale() > 0 ? spellout.words(number) : spellout.words(number.longValue());
  }

  private Optional<String> plain(Found found) {
    String figures = found.group("number");
    if (figures.matches("[-\\u2212]?0\\p{Nd}.*")) {
      return Optional.empty();
    }
    BigDecimal number = written.number(figures);
    if (number.scale() > MAX_DECIMALS) {
      return Optional.empty();
    }
    if (figures.length() == 4 && mayBeYear(number)) {
      Matcher before = written.beforeYear.matcher(textBefore(found));
      boolean year = before.find();
      if (year && before.group("month") != null) {
        return Optional.of(dates.year(number.intValue()));
      }
      if (year || rules.list("behind-year").stream().anyMatch(found.behind()::startsWith)) {
        return Optional.of(dates.yearAlone(number.intValue()));
      }
    }
    Optional<String> byCounter = withCounter(found, number);
    if (byCounter.isPresent()) {
      return byCounter;
    }
    boolean counted = number.scale() <= 0 && wordFollows(found);
    return counted && !spellout.fitsAll(number.longValue())
        ? Optional.empty()
        : Optional.of(words(number));
  }

  private static boolean mayBeYear(BigDecimal number) {
    return number.scale() <= 0 && number.intValue() >= FIRST_YEAR && number.intValue() <= LAST_YEAR;
  }

  /** In some languages the word for what is counted tells how. */
  private Optional<String> withCounter(Found found, BigDecimal number) {
    return rules.part("counters").entrySet().stream()
        .filter(counter -> number.scale() <= 0 && number.abs().longValue() < MAX_COUNTED)
        .filter(counter -> found.behind().matches("(?s) ?(?:" + counter.getKey() + ").*"))
        .map(counter -> spellout.words(number.longValue(), counter.getValue()))
        .findFirst();
  }

  private static boolean wordFollows(Found found) {
    return found.behind().matches("(?s)[ \\u00a0\\u202f-]?\\p{L}.*");
  }

  private static String wordBefore(Found found) {
    Matcher word = WORD_BEFORE.matcher(textBefore(found));
    return word.find() ? word.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static String textBefore(Found found) {
    return found.text().substring(Math.max(0, found.start() - LOOK_BACK), found.start());
  }

  private static int integer(String figures) {
    int value = 0;
    for (int i = 0; i < figures.length(); i++) {
      value = value * 10 + Character.getNumericValue(figures.charAt(i));
    }
    return value;
  }
}
