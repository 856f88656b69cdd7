package talkspurt.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers that nobody means as amounts, as a voice of any language reads them well: telephone numbers, long numbers
 * and codes character by character with short pauses between their groups, and dates of ISO 8601 as they are written
 * in the language. All else stays as it is: voices read amounts, times and money by themselves.
 */
public final class SpelledNumbers {

  private static final int GROUP = 3;
  private static final int MIN_TELEPHONE_DIGITS = 7;

  /** Not within a word, a number with decimals or an address. */
  private static final String BEFORE = "(?<![\\p{L}\\p{N}.,:/@#_-])";

  private static final String AFTER = "(?![\\p{L}\\p{N}@_]|[.,:/-]\\p{N})";

  private static final Pattern FOUND = Pattern.compile(BEFORE
      + "(?:(?<date>\\d{4}-\\d{2}-\\d{2})"
      + "|(?<telephone>\\+?\\(?\\d[\\d]*\\)?(?:[ /-]\\(?\\d+\\)?)+|\\+\\d{6,15})"
      + "|(?<long>\\d{6,30}|0\\d{2,30})"
      + "|(?<code>(?=[A-Z0-9-]*\\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*))"
      + AFTER);

  /** A range of years, and thousands as French writes them. */
  private static final Pattern NO_TELEPHONE =
      Pattern.compile("\\d{4}-\\d{4}|[1-9]\\d{0,2}(?: \\d{3})+");

  /** Letters that are read as a word, in what is no code then. */
  private static final Pattern WORD = Pattern.compile("[A-Z]{4}");

  private SpelledNumbers() {}

  /** A text as a voice of this language (a BCP 47 tag) is to be given it. */
  public static SpokenForm of(String written, String language) {
    SpokenForm.Builder spoken = new SpokenForm.Builder();
    Matcher found = FOUND.matcher(written);
    int from = 0;
    while (found.find()) {
      String number = found.group();
      String said = said(found, language);
      if (!said.equals(number)) {
        spoken.same(written.substring(from, found.start())).instead(number.length(), said);
        from = found.end();
      }
    }
    return spoken.same(written.substring(from)).build();
  }

  private static String said(Matcher found, String language) {
    String number = found.group();
    if (found.group("date") != null) {
      return date(number, language);
    }
    if (found.group("telephone") != null) {
      return telephone(number);
    }
    if (found.group("long") != null) {
      return spaced(grouped(number));
    }
    return number.length() < GROUP || WORD.matcher(number).find()
        ? number
        : groups(number.split("-"));
  }

  private static String date(String iso, String language) {
    try {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
          .withLocale(Locale.forLanguageTag(language))
          .format(LocalDate.parse(iso));
    } catch (DateTimeException noDate) {
      return iso;
    }
  }

  /** As it is grouped; what has too few digits is something else. */
  private static String telephone(String number) {
    long digits = number.chars().filter(Character::isDigit).count();
    if (digits < MIN_TELEPHONE_DIGITS || NO_TELEPHONE.matcher(number).matches()) {
      return number;
    }
    String plain = number.replaceAll("[+()]", "");
    String[] parts = plain.split("[ /-]+");
    String said = parts.length == 1 ? spaced(grouped(plain)) : groups(parts);
    return number.startsWith("+") ? "+ " + said : said;
  }

  private static String groups(String... parts) {
    return Arrays.stream(parts)
        .map(SpelledNumbers::grouped)
        .map(SpelledNumbers::spaced)
        .collect(Collectors.joining(", "));
  }

  /** By threes, and fours where one would be left. */
  private static String grouped(String characters) {
    StringBuilder grouped = new StringBuilder();
    int left = characters.length();
    for (int i = 0; i < characters.length(); ) {
      int size = left == GROUP + 1 ? left : Math.min(GROUP, left);
      grouped.append(i == 0 ? "" : ",").append(characters, i, i + size);
      i += size;
      left -= size;
    }
    return grouped.toString();
  }

  private static String spaced(String characters) {
    return characters.replaceAll("([\\p{L}\\p{N}])(?=[\\p{L}\\p{N}])", "$1 ").replace(",", ", ");
  }
}
