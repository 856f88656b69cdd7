package talkspurt.language.numbers;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Numbers in words, by ICU's rules or by the language's own. Thread-safe. */
final class Spellout {

  private static final String RULE = "%spellout-";
  private static final String DIGIT = "[\\p{Nd}\\u00a0\\u200f\\u200e]+";

  /** Forms of a number that differ by what is counted. */
  private static final List<String> GENDERS = List.of(
      "cardinal-masculine",
      "cardinal-feminine",
      "cardinal-neuter",
      "cardinal-reale",
      "cardinal-common");

  private final ULocale locale;
  private final RuleBasedNumberFormat format;
  private final Set<String> rules;
  private final Map<String, String> corrections;
  private final Map<String, String> beforeUnits;
  private final PluralRules plurals;

  private Spellout(ULocale locale, RuleBasedNumberFormat format, NumberRules own) {
    this.locale = locale;
    this.format = format;
    this.rules = new HashSet<>(Arrays.asList(format.getRuleSetNames()));
    this.corrections = own.part("corrections");
    this.beforeUnits = own.part("before-units");
    this.plurals = PluralRules.forLocale(locale);
  }

  /** Empty for a language in which nobody has written down how numbers are said. */
  static Optional<Spellout> of(ULocale locale, NumberRules rules) {
    Optional<RuleBasedNumberFormat> own =
        rules.text("rules").map(text -> new RuleBasedNumberFormat(text, locale));
    if (own.isPresent()) {
      return Optional.of(new Spellout(locale, own.get(), rules));
    }
    RuleBasedNumberFormat icus = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
    ULocale found = icus.getLocale(ULocale.ACTUAL_LOCALE);
    return found.getLanguage().equals(locale.getLanguage()) // else it is the default's
        ? Optional.of(new Spellout(locale, icus, rules))
        : Optional.empty();
  }

  ULocale locale() {
    return locale;
  }

  /** By the first of these rules that the language has; else as one counts. */
  String words(long number, String... wanted) {
    String rule = Arrays.stream(wanted)
        .map(name -> RULE + name)
        .filter(rules::contains)
        .findFirst()
        .orElse(RULE + "numbering");
    synchronized (format) {
      return corrected(format.format(number, rule));
    }
  }

  /** With what stands behind the decimal mark. */
  String words(BigDecimal number) {
    synchronized (format) {
      return corrected(format.format(number.doubleValue(), RULE + "numbering"));
    }
  }

  /** Whether it is the same whatever is counted. */
  boolean fitsAll(long number) {
    String counted = words(number);
    return GENDERS.stream()
        .filter(gender -> rules.contains(RULE + gender))
        .allMatch(gender -> words(number, gender).equals(counted));
  }

  /** The name of so many units, without their number. */
  String unit(MeasureUnit unit, long count) {
    return named(unit, BigDecimal.valueOf(count)).replaceAll(DIGIT, "").strip();
  }

  /** A number of units, in figures, as the language puts them. */
  private String named(MeasureUnit unit, BigDecimal count) {
    return NumberFormatter.withLocale(locale)
        .unit(unit)
        .unitWidth(UnitWidth.FULL_NAME)
        .precision(Precision.unlimited())
        .grouping(NumberFormatter.GroupingStrategy.OFF)
        .format(count)
        .toString();
  }

  /** A number of units, with these words for it. */
  String units(MeasureUnit unit, BigDecimal count, String words) {
    return named(unit, count)
        .replaceFirst("[\\p{Nd}.,٫٬-]+", Matcher.quoteReplacement(words))
        .strip();
  }

  /** Which of the language's plural forms a number takes. */
  String plural(long number) {
    return plurals.select(number);
  }

  /** Soft hyphens and invisible blanks are for print. */
  private String corrected(String words) {
    return replaced(words.replaceAll("[\\u00ad\\u200b]", ""), corrections);
  }

  /** The same words where a unit follows. */
  String beforeUnit(String words) {
    return replaced(words, beforeUnits);
  }

  private static String replaced(String words, Map<String, String> expressions) {
    String plain = words;
    for (Map.Entry<String, String> one : expressions.entrySet()) {
      plain = plain.replaceAll(one.getKey(), one.getValue());
    }
    return plain;
  }
}
