package talkspurt.language.numbers;

import com.ibm.icu.util.MeasureUnit;
import java.util.List;
import java.util.Optional;

/** Times of day in words. */
final class TimeWords {

  private final Spellout numbers;
  private final NumberRules rules;

  TimeWords(Spellout numbers, NumberRules rules) {
    this.numbers = numbers;
    this.rules = rules;
  }

  /**
   * A time.
   *
   * @param half whether it is before or after noon, where that is written
   * @param before the word before it, in small letters
   */
  String words(int hour, int minute, Optional<Half> half, String before) {
    if (rules.text("pm").isPresent()) {
      return twelve(hour, minute, half);
    }
    String template =
        minute == 0 ? rules.text("full-hour").orElse("{h}") : rules.text("time").orElse("{h} {m}");
    return template
        .replace("{hours}", numbers.unit(MeasureUnit.HOUR, hour))
        .replace("{minutes}", numbers.unit(MeasureUnit.MINUTE, minute))
        .replace("{h}", hour(hour, before))
        .replace("{m}", minute(minute));
  }

  private String hour(int hour, String before) {
    List<String> hours =
        rules.list(rules.list("hours-after").contains(before) ? "hours-after-it" : "hours");
    if (!hours.isEmpty()) {
      return hours.get(hour);
    }
    String rule = rules
        .text(hour > 12 ? "late-hour" : "hour")
        .or(() -> rules.text("hour"))
        .orElse("numbering");
    return hour == 1 && rules.text("one-o-clock").isPresent()
        ? rules.text("one-o-clock").get()
        : numbers.beforeUnit(numbers.words(hour, rule));
  }

  private String minute(int minute) {
    String words = numbers.words(minute, rules.text("minute").orElse("numbering"));
    return minute < 10 ? rules.text("zero").map(zero -> zero + " " + words).orElse(words) : words;
  }

  /** By a clock of twelve hours. */
  private String twelve(int hour, int minute, Optional<Half> half) {
    boolean late = half.map(written -> written == Half.AFTER_NOON).orElse(hour >= 12);
    int shown = hour % 12 == 0 ? 12 : hour % 12;
    String said = numbers.words(shown, "cardinal") + (minute == 0 ? "" : " " + minute(minute));
    if (half.isPresent() || hour > 12 || hour == 0) {
      return said + " " + rules.text(late ? "pm" : "am").orElseThrow();
    }
    return minute == 0 ? said + rules.text("o-clock").map(clock -> " " + clock).orElse("") : said;
  }

  /** Half a day. */
  enum Half {
    BEFORE_NOON,
    AFTER_NOON
  }
}
