package talkspurt.text;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of earlier calls of the same number, by the names that texts of profiles have for it. */
public final class EarlierVariables {

  /** How many there were. */
  public static final String COUNT = "earlier-calls";

  /** The date of the last in words of the language, such as {@code November 30, 2026}. */
  public static final String LAST = "last-call";

  /** What became of it, such as {@code the caller hung up}. */
  public static final String OUTCOME = "last-outcome";

  /** None of them is known in every call. */
  public static final List<String> NAMES = List.of(COUNT, LAST, OUTCOME);

  private EarlierVariables() {}

  /**
   * Those that are known.
   *
   * @param last when the last became known, in the zone of the profile
   * @param outcome in words, or empty
   * @param language BCP 47 tag of the date's words
   */
  public static Map<String, String> of(
      int count, Optional<ZonedDateTime> last, String outcome, String language) {
    Map<String, String> all = new HashMap<>();
    all.put(COUNT, Integer.toString(count));
    last.ifPresent(at -> all.put(
        LAST,
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Locale.forLanguageTag(language))
            .format(at)));
    if (!outcome.isEmpty()) {
      all.put(OUTCOME, outcome);
    }
    return all;
  }
}
