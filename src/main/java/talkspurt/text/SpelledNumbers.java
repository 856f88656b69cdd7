package talkspurt.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
      + "|(?<telephone>\\+?\\(?\\d{1,15}\\)?(?:[ /-]\\(?\\d{1,15}\\)?){1,9}|\\+\\d{6,15})"
      + "|(?<long>\\d{6,30}|0\\d{2,30})"
      + "|(?<code>(?=[A-Z0-9-]*\\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]{1,30}){0,9}))"
      + AFTER);

  /** A range of years, thousands as French writes them, and a date. */
  private static final Pattern NO_TELEPHONE = Pattern.compile(
      "\\d{4}-\\d{4}|[1-9]\\d{0,2}(?: \\d{3})+|(?:0?[1-9]|[12]\\d|3[01])([/-])(?:0?[1-9]|[12]\\d|3[01])\\1(?:19|20)\\d\\d");

  /** Letters that are read as a word, in what is no code then. */
  private static final Pattern WORD = Pattern.compile("[A-Z]{4}");

  private SpelledNumbers() {}

  /** A text as a voice of this language (a BCP 47 tag) is to be given it. */
  public static SpokenForm of(String written, String language, Markup markup) {
    SpokenForm.Builder spoken = new SpokenForm.Builder();
    Matcher found = FOUND.matcher(written);
    int from = 0;
    while (found.find()) {
      String number = found.group();
      Optional<String> said = said(found, language, markup);
      if (said.isPresent()) {
        spoken.same(written.substring(from, found.start())).instead(number.length(), said.get());
        from = found.end();
      }
    }
    return spoken.same(written.substring(from)).build();
  }

  private static Optional<String> said(Matcher found, String language, Markup markup) {
    String number = found.group();
    if (found.group("date") != null) {
      return date(number, language).map(date -> markup.plain(date).text());
    }
    if (found.group("telephone") != null) {
      return telephone(number, markup);
    }
    if (found.group("long") != null) {
      return Optional.of(markup.spelled(groups(number)));
    }
    return number.length() < GROUP || WORD.matcher(number).find()
        ? Optional.empty()
        : Optional.of(markup.spelled(groups(number.split("-"))));
  }

  private static Optional<String> date(String iso, String language) {
    try {
      return Optional.of(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
          .withLocale(Locale.forLanguageTag(language))
          .format(LocalDate.parse(iso)));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /** As it is grouped; what has too few digits is something else. */
  private static Optional<String> telephone(String number, Markup markup) {
    long digits = number.chars().filter(Character::isDigit).count();
    if (digits < MIN_TELEPHONE_DIGITS || NO_TELEPHONE.matcher(number).matches()) {
      return Optional.empty();
    }
    String[] parts = number.replaceAll("[+()]", "").split("[ /-]+");
    return Optional.of((number.startsWith("+") ? "+ " : "") + markup.spelled(groups(parts)));
  }

  private static List<String> groups(String... parts) {
    List<String> groups = new ArrayList<>();
    for (String part : parts) {
      int left = part.length();
      for (int i = 0; i < part.length(); ) {
        int size =
            left == GROUP + 1 ? left : Math.min(GROUP, left); // fours where one would be left
        groups.add(part.substring(i, i + size));
        i += size;
        left -= size;
      }
    }
    return groups;
  }
}
