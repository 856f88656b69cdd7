package talkspurt.media.bot;

/**
 * How long a bot takes for its words, learned from what it has said; what is usual until then. A Chinese, Japanese or
 * Korean character counts as several letters. Not thread-safe.
 */
final class SpeakingPace {

  private static final int USUAL_MS = 60;
  private static final int LETTERS_A_CHARACTER = 3;

  /** Shorter sound is made of its beginning and its end. */
  private static final int LEAST_MS = 1000;

  /** How much faster than known a bot may speak: nothing is known yet, or something is. */
  private static final double UNKNOWN_MARGIN = 0.7;

  private static final double KNOWN_MARGIN = 0.85;

  private long learnedMs;
  private long learnedLetters;

  /** This was said in so long. */
  void learn(String text, int ms) {
    int letters = letters(text.strip());
    if (letters > 0 && ms >= LEAST_MS) {
      learnedLetters += letters;
      learnedMs += ms;
    }
  }

  /** How long it is said at the usual pace. */
  int ms(String text) {
    int letters = letters(text);
    return learnedMs == 0
        ? letters * USUAL_MS
        : (int) Math.min(Integer.MAX_VALUE, letters * learnedMs / learnedLetters);
  }

  /** How long it takes at least. */
  int leastMs(String text) {
    return (int) (ms(text) * (learnedMs == 0 ? UNKNOWN_MARGIN : KNOWN_MARGIN));
  }

  private static int letters(String text) {
    return text.codePoints()
        .map(each -> Character.isIdeographic(each) || wide(each) ? LETTERS_A_CHARACTER : 1)
        .sum();
  }

  private static boolean wide(int each) {
    return switch (Character.UnicodeScript.of(each)) {
      case HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
