package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Optional;
import talkspurt.call.TimeLimit;

/** Reads how long calls of a profile may take, and what is said then. */
final class TimeLimitReader {

  /** What of it a profile may say itself. */
  static final String LONGEST = "longest";

  static final String WRAP_UP = "wrap-up";
  static final String GOODBYE = "goodbye";

  private static final int LEAST_MS = 10_000;
  private static final int MOST_MS = 24 * 3_600_000;

  private final ConfigSection calls;
  private final LanguageFiles languages;

  /**
   * @param calls what holds where a profile says nothing
   * @param languages what is said in them else
   */
  TimeLimitReader(ConfigSection calls, LanguageFiles languages) {
    this.calls = calls;
    this.languages = languages;
  }

  /** The limit of a profile's calls in time and cost. More than half of it is never left for wrapping up. */
  TimeLimit limit(ConfigSection profile) {
    Duration longest = in(profile, LONGEST).duration(LONGEST);
    Duration wrapUp = in(profile, WRAP_UP).duration(WRAP_UP);
    within(WRAP_UP, wrapUp, 0, MOST_MS);
    long budget = BudgetReader.perCall(profile, calls);
    if (longest.isZero()) {
      return TimeLimit.NONE.with(budget);
    }
    within(LONGEST, longest, LEAST_MS, MOST_MS);
    Duration half = longest.dividedBy(2);
    return new TimeLimit(longest, wrapUp.compareTo(half) < 0 ? wrapUp : half).with(budget);
  }

  private ConfigSection in(ConfigSection profile, String key) {
    return profile.has(key) ? profile : calls;
  }

  /** What is said in this language where a profile does not say, if that is known. */
  Optional<String> goodbye(String language) {
    ConfigSection words = calls.section(GOODBYE);
    String key = LanguageWarnings.key(words, language);
    return words.has(key) ? Optional.of(words.text(key)) : languages.text(language, GOODBYE);
  }

  /**
   * The same, for a voice that has to be told.
   *
   * @throws IllegalArgumentException if it is not known, and calls have a limit
   */
  String goodbye(String language, TimeLimit limit) {
    Optional<String> known = goodbye(language);
    if (known.isEmpty() && limit.ends()) {
      throw new IllegalArgumentException("has no goodbye, which is said after longest ("
          + limit.longest().toSeconds()
          + " s) or budget.per-call, and calls.goodbye has none for its language, " + language
          + "; allowed: goodbye = …, or neither: longest = 0s, budget.per-call = 0");
    }
    return known.orElse("");
  }
}
