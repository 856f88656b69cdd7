package talkspurt.turn;

/**
 * What of the caller may interrupt the bot.
 *
 * @param by what it takes
 * @param words how many words it takes, with {@link By#WORDS}; 1 to 20
 */
public record Interruption(By by, int words) {

  /** What it takes to interrupt. */
  public enum By {
    /** The caller's voice pauses the bot, and its words or its length make it yield; so do keys. */
    VOICE,
    /** The caller's words make the bot yield without a pause before; so do keys. */
    WORDS,
    /** Keys alone. */
    KEYS,
    /** Nothing: what is said must be heard to its end. Keys are taken after it. */
    NOTHING
  }

  /** Anybody may interrupt at any time. */
  public static final Interruption FULL = new Interruption(By.VOICE, 0);

  /** Nobody may interrupt. */
  public static final Interruption NONE = new Interruption(By.NOTHING, 0);

  private static final String WORDS_PREFIX = "words:";

  public Interruption {
    if (by == By.WORDS && (words < 1 || words > 20)) {
      throw new IllegalArgumentException(
          "interruption is words:" + words + "; allowed: words:1 to words:20");
    }
  }

  /** Reads {@code full}, {@code dtmf-only}, {@code none} or {@code words:N}. */
  public static Interruption of(String text) {
    return switch (text) {
      case "full" -> FULL;
      case "dtmf-only" -> new Interruption(By.KEYS, 0);
      case "none" -> NONE;
      default -> new Interruption(By.WORDS, count(text));
    };
  }

  /** Whether the caller's voice changes nothing of what the bot says. */
  boolean withoutVoice() {
    return by == By.KEYS || by == By.NOTHING;
  }

  private static int count(String text) {
    if (text.startsWith(WORDS_PREFIX)
        && text.substring(WORDS_PREFIX.length()).matches("\\d{1,3}")) {
      return Integer.parseInt(text.substring(WORDS_PREFIX.length()));
    }
    throw new IllegalArgumentException(
        "interruption is " + text + "; allowed: full, dtmf-only, none, words:1 to words:20");
  }
}
