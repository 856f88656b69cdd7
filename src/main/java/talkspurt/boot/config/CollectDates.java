package talkspurt.boot.config;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import talkspurt.collect.CodeWords;
import talkspurt.collect.DateBound;
import talkspurt.collect.DateContent;
import talkspurt.collect.DateOrder;
import talkspurt.collect.DateVocabulary;
import talkspurt.language.numbers.DateNames;
import talkspurt.language.numbers.NumberReading;

/** Reads what a value of {@code collect} says of dates. */
final class CollectDates {

  /** The block of a language's words. */
  private static final String DATE = "date";

  /** One phrase and another that means the same. */
  private static final String OR = "\\|";

  private final Map<String, DateVocabulary> known = new ConcurrentHashMap<>();

  /**
   * A date.
   *
   * @param block the value, and behind it what holds for all
   * @param numbers how callers say numbers
   * @param words the block of the language's words, where it has one
   */
  DateContent read(
      ConfigSection block, String language, CodeWords numbers, Optional<ConfigSection> words) {
    Optional<NumberReading> reading = NumberReading.of(language, NumberRulesReader.of(language));
    String order = block.text("order");
    return new DateContent(
        order.isEmpty()
            ? usual(language)
            : CollectReader.named("order", DateOrder.values(), DateOrder::label, order),
        bound(block, "earliest"),
        bound(block, "latest"),
        numbers,
        known.computeIfAbsent(
            language, none -> vocabulary(numbers, words, reading.map(NumberReading::dateNames))),
        reading(language, reading));
  }

  private static DateBound bound(ConfigSection block, String key) {
    try {
      return DateBound.parse(block.text(key));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + " is " + wrong.getMessage(), wrong);
    }
  }

  /** As short dates are written. */
  private static DateOrder usual(String language) {
    String pattern = NumberReading.datePattern(language);
    int year = pattern.indexOf('y');
    int month = pattern.indexOf('M');
    int day = pattern.indexOf('d');
    return year < day
        ? DateOrder.YEAR_MONTH_DAY
        : month < day ? DateOrder.MONTH_DAY_YEAR : DateOrder.DAY_MONTH_YEAR;
  }

  private static Function<LocalDate, String> reading(
      String language, Optional<NumberReading> words) {
    DateTimeFormatter figures = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(Locale.forLanguageTag(language));
    return words.<Function<LocalDate, String>>map(known -> known::date).orElse(figures::format);
  }

  static DateVocabulary vocabulary(
      CodeWords numbers, Optional<ConfigSection> words, Optional<DateNames> names) {
    Map<String, Integer> months = new HashMap<>();
    Map<String, Integer> days = new HashMap<>();
    Map<String, Integer> years = new HashMap<>();
    Map<String, Integer> weekdays = new HashMap<>();
    names.ifPresent(all -> {
      months.putAll(all.months());
      days.putAll(all.days());
      years.putAll(all.years());
      weekdays.putAll(all.weekdays());
    });
    Optional<ConfigSection> own =
        words.filter(block -> block.has(DATE)).map(block -> block.section(DATE));
    own.ifPresent(block -> {
      days.putAll(inOrder(block, "days"));
      months.putAll(inOrder(block, "months"));
      weekdays.putAll(inOrder(block, "weekdays"));
    });
    return DateVocabulary.of(
        numbers,
        months,
        days,
        years,
        own.map(block -> CollectReader.counts(block, "relative")).orElse(Map.of()),
        weekdays,
        own.map(block -> block.texts("prefixes", List.of())).orElse(List.of()));
  }

  private static Map<String, Integer> inOrder(ConfigSection block, String key) {
    Map<String, Integer> all = new HashMap<>();
    List<String> phrases = block.texts(key, List.of());
    for (int at = 0; at < phrases.size(); at++) {
      for (String phrase : phrases.get(at).split(OR)) {
        all.put(phrase, at + 1);
      }
    }
    return all;
  }
}
