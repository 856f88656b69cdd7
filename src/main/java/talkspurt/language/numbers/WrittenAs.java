package talkspurt.language.numbers;

import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How numbers, dates, times and money are written in a language, as patterns. */
final class WrittenAs {

  /** Signs of currencies that mean the same in most languages. */
  private static final Map<String, String> SIGNS = Map.ofEntries(
      Map.entry("€", "EUR"),
      Map.entry("US$", "USD"),
      Map.entry("$", "USD"),
      Map.entry("£", "GBP"),
      Map.entry("¥", "JPY"),
      Map.entry("￥", "JPY"),
      Map.entry("₹", "INR"),
      Map.entry("₽", "RUB"),
      Map.entry("₴", "UAH"),
      Map.entry("₺", "TRY"),
      Map.entry("₪", "ILS"),
      Map.entry("₩", "KRW"),
      Map.entry("₫", "VND"),
      Map.entry("฿", "THB"),
      Map.entry("৳", "BDT"),
      Map.entry("zł", "PLN"),
      Map.entry("Kč", "CZK"),
      Map.entry("Ft", "HUF"),
      Map.entry("R$", "BRL"),
      Map.entry("円", "JPY"),
      Map.entry("원", "KRW"));

  private static final Set<String> CODES = Set.of(
      "EUR", "USD", "GBP", "CHF", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "JPY", "CNY", "INR",
      "BRL", "TRY", "ILS", "RUB", "UAH", "RON", "BGN", "KRW", "CAD", "AUD", "NZD", "MXN", "ZAR",
      "RSD", "THB", "VND", "IDR", "AED", "SAR", "BDT");

  /** Letters of scripts that put blanks between words. */
  private static final String LETTER =
      "[\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}]]";

  private static final String BEFORE = "(?<!" + LETTER + ")(?<![\\p{Nd}\\p{Sc}%.,:/@#_-])";
  private static final String AFTER =
      "(?!" + LETTER + ")(?![\\p{Nd}@_]|[.,:/][\\p{Nd}]|[-–][\\p{L}\\p{Nd}])";

  /** "5 million" of something is more than 5 of it. */
  private static final String NO_MULTIPLE =
      "(?!\\s?(?i:[kmb]\\b|mill|mil\\b|mio|mrd|md\\b|mln|mld|mlrd|bill|bn\\b|tril|tsd|tis|thousand|lakh|crore|"
          + "тыс|тис|млн|млрд|милиј|мили|лакх|लाख|करोड|हज|লাখ|কোটি|万|億|亿|千|萬|만|억|천|ล้าน|แสน|หมื่น|พัน|"
          + "triệu|tỷ|nghìn|juta|ribu|miliar|مليون|مليار|ألف|אלף|מיליון))";

  private static final String HALF = "(?<half>[AaPp])\\.?[Mm](?:\\.|\\b)";

  private final Map<String, String> currencies = new LinkedHashMap<>();
  private final Map<String, String> names = new TreeMap<>();
  private final String decimal;
  private final String months;

  /** Dates in figures. */
  final Pattern dates;

  /** All else. */
  final Pattern numbers;

  /** What stands before the year of a date. */
  final Pattern beforeYear;

  WrittenAs(Spellout spellout, NumberRules rules, DateWords dateWords) {
    ULocale locale = spellout.locale();
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    decimal = symbols.getDecimalSeparatorString();
    String group = symbols.getGroupingSeparatorString();
    String groups = Character.isSpaceChar(group.charAt(0))
        ? "[ \\u00a0\\u202f]"
        : "[" + Pattern.quote(group) + "\\u202f]";
    currencies.putAll(SIGNS);
    CODES.forEach(code -> currencies.put(code, code));
    currencies.putAll(rules.part("signs"));
    names.putAll(rules.part("names"));
    for (int count : new int[] {1, 2, 3, 5, 11, 100}) {
      names.putIfAbsent(spellout.unit(Currency.getInstance("EUR"), count), "EUR");
    }
    months = alternatives(dateWords.monthNames());
    String figures =
        "(?:\\p{Nd}{1,3}(?:" + groups + "\\p{Nd}{2,3}){0,4}" + groups + "\\p{Nd}{3}|\\p{Nd}{1,15})";
    String amount = figures + "(?:[.,]\\p{Nd}{2})?(?!\\p{Nd})";
    dates = Pattern.compile(BEFORE
        + "(?:(?<y1>\\p{Nd}{4})(?<s1>[./-])(?<m1>\\p{Nd}{1,2})\\k<s1>(?<d1>\\p{Nd}{1,2})"
        + "|(?<a2>\\p{Nd}{1,2})(?<s2>[./-])(?<b2>\\p{Nd}{1,2})\\k<s2>(?<y2>\\p{Nd}{4}))"
        + AFTER);
    String day = "(?:0?[1-9]|[12]\\p{Nd}|3[01])";
    String time = "(?<hour>[01]?\\p{Nd}|2[0-3])" + timeMark(rules) + "(?<minute>[0-5]\\p{Nd})";
    String suffix = rules.list("time-suffix").isEmpty()
        ? ""
        : "(?:\\s?(?:" + alternatives(Set.copyOf(rules.list("time-suffix"))) + ")" + "(?!\\p{L}))?";
    boolean halves = rules.text("pm").isPresent();
    boolean h = rules.text("time-h").isPresent();
    numbers = Pattern.compile(BEFORE + "(?:"
        + "(?<yeardot>\\p{Nd}{4})\\.(?=\\s(?:" + months + "))"
        + "|(?<day>" + day
        + ")(?:\\.|º|°|er|st|nd|rd|th)?(?=\\s+(?:(?:of|de|d['’]|di|del|ב)\\s*)?(?:" + months
        + ")(?!\\p{L}))"
        + (rules.text("month-first").isPresent()
            ? "|(?<=(?:" + months + ")\\s)(?<monthday>" + day + ")(?:st|nd|rd|th"
                + (rules.text("day-dot").isPresent() ? "|\\." : "") + ")?" + AFTER
            : "|(?<monthday>(?!))")
        + "|(?<sign>" + alternatives(currencies.keySet()) + ")[ \\u00a0]?(?<amount>" + amount + ")"
        + NO_MULTIPLE + AFTER
        + "|(?<paid>" + amount + ")[ \\u00a0\\u202f]?(?:(?<unit>"
        + alternatives(currencies.keySet())
        + ")|(?<name>" + alternatives(names.keySet()) + "))(?!\\p{L})"
        + "|(?<percent>[-−]?" + figures + "(?:[.,٫]\\p{Nd}{1,6})?)[ \\u00a0\\u202f]?[%٪]"
        + "|[%٪](?<percentof>" + figures + "(?:[.,٫]\\p{Nd}{1,6})?)" + AFTER
        + "|" + time + (halves ? "(?:\\s?" + HALF + ")?" : suffix) + AFTER
        + (halves
            ? "|(?<bare>1[0-2]|[1-9])\\s?" + HALF.replace("half", "barehalf")
            : h ? "|(?<bare>2[0-3]|[01]?\\p{Nd})\\s?h" + AFTER : "|(?<bare>(?!))")
        + ordinals(rules)
        + "|(?<number>[-−]?(?:" + figures + ")(?:" + Pattern.quote(decimal) + "\\p{Nd}{1,6})?)"
        + AFTER
        + "(?![ \\u00a0\\u202f]?(?:" + alternatives(currencies.keySet()) + ")(?!\\p{L})))");
    beforeYear = Pattern.compile("(?i:(?:^|.*\\s)(?:(?<month>(?:" + months
        + ")(?:\\s\\p{Nd}{1,2}(?:st|nd|rd|th)?)?,?\\s+(?:del?\\s)?)"
        + (rules.list("before-year").isEmpty()
            ? ""
            : "|(?:" + alternatives(Set.copyOf(rules.list("before-year"))) + ")\\s+")
        + "))$");
  }

  private static String timeMark(NumberRules rules) {
    String dot = rules
        .text("time-dot")
        .map(when -> when.equals("suffix")
            ? "|\\.(?=[0-5]\\p{Nd}\\s?(?:" + alternatives(Set.copyOf(rules.list("time-suffix")))
                + "))"
            : "|\\.")
        .orElse("");
    return "(?::" + dot + (rules.text("time-h").isPresent() ? "|\\s?h\\s?" : "") + ")";
  }

  private static String ordinals(NumberRules rules) {
    StringBuilder all = new StringBuilder();
    int number = 0;
    for (String ending : rules.part("ordinals").keySet()) {
      number++;
      all.append("|(?<ordinal")
          .append(number)
          .append(">\\p{Nd}{1,6})(?:")
          .append(ending)
          .append(")(?!\\p{L})");
    }
    return all.toString();
  }

  private static String alternatives(Set<String> words) {
    return words.isEmpty()
        ? "(?!)"
        : words.stream()
            .filter(word -> !word.isEmpty())
            .sorted(Comparator.comparingInt((String word) -> -word.length())
                .thenComparing(word -> word))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
  }

  /** The currency that a sign, code or name stands for. */
  String currency(String written) {
    return currencies.getOrDefault(written, names.get(written));
  }

  /** A number in figures. */
  BigDecimal number(String written) {
    return new BigDecimal(figures(written, decimal.charAt(0)));
  }

  /** An amount of money: its last mark has two figures behind it, if it is a decimal mark. */
  BigDecimal amount(String written) {
    int last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
    boolean cents = last >= 0 && written.length() - last == 3;
    return new BigDecimal(
        cents
            ? figures(written.substring(0, last), '\0') + "."
                + figures(written.substring(last + 1), '\0')
            : figures(written, '\0'));
  }

  private static String figures(String written, char point) {
    StringBuilder figures = new StringBuilder();
    written.codePoints().forEach(mark -> {
      if (Character.isDigit(mark)) {
        figures.append(Character.getNumericValue(mark));
      } else if (mark == point || mark == '\u066b') {
        figures.append('.');
      } else if (mark == '-' || mark == '\u2212') {
        figures.append('-');
      }
    });
    return figures.toString();
  }
}
