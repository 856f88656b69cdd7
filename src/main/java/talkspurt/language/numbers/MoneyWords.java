package talkspurt.language.numbers;

import com.ibm.icu.util.Currency;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Amounts of money in words. */
final class MoneyWords {

  private static final int MINOR_DIGITS = 2;

  private final Spellout numbers;
  private final NumberRules rules;

  MoneyWords(Spellout numbers, NumberRules rules) {
    this.numbers = numbers;
    this.rules = rules;
  }

  /**
   * An amount of at most two decimals, in a currency by its code (ISO 4217).
   *
   * @param name what the currency is called where that is written; else as the language has it
   */
  String words(BigDecimal amount, String code, Optional<String> name) {
    long major = amount.longValue();
    int minor = amount
        .subtract(BigDecimal.valueOf(major))
        .movePointRight(MINOR_DIGITS)
        .toBigInteger()
        .intValue();
    String whole = counted(major, code, name);
    if (minor == 0) {
      return whole;
    }
    Optional<String> unit = form("minor-" + code, minor);
    String count = numbers.words(minor, gender("minor-" + code), "cardinal", "numbering");
    if (unit.isEmpty()) {
      return rules.text("decimal-money").isPresent()
          ? decimal(amount, code, name)
          : whole + " " + count;
    }
    String small = count + between() + unit.get();
    return major == 0
        ? small
        : whole
            + rules
                .text("and")
                .map(and -> " " + and + " ")
                .orElse(rules.text("joint").orElse(" "))
            + small;
  }

  /** Between a number and what is counted. */
  private String between() {
    return rules.text("between").orElse(" ");
  }

  private Optional<String> form(String of, long count) {
    Map<String, String> forms = rules.part(of);
    return Optional.ofNullable(forms.getOrDefault(numbers.plural(count), forms.get("other")));
  }

  private String decimal(BigDecimal amount, String code, Optional<String> name) {
    return named(numbers.words(amount), amount, code, name);
  }

  private String counted(long major, String code, Optional<String> name) {
    String words = numbers.beforeUnit(numbers.words(
        major,
        gender(code),
        "cardinal-masculine",
        "cardinal-reale",
        "cardinal-common",
        "cardinal"));
    return named(words, BigDecimal.valueOf(major), code, name);
  }

  /** These words for an amount, and its currency. */
  private String named(String words, BigDecimal amount, String code, Optional<String> name) {
    return name.or(() -> form("major-" + code, amount.longValue()))
        .map(called -> words + between() + called)
        .orElseGet(() -> numbers.units(Currency.getInstance(code), amount, words));
  }

  private String gender(String of) {
    return rules
        .part("genders")
        .getOrDefault(
            of,
            of.startsWith("minor-")
                ? "cardinal-masculine"
                : rules.text("counted").orElse(""));
  }
}
