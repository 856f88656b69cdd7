package talkspurt.provider;

import java.lang.Character.UnicodeScript;

/**
 * How many tokens a text is about, where no server has told. Models differ by a quarter either way: four letters of the
 * Latin alphabet are about a token, two of other alphabets, and each sign of Chinese, Japanese and Korean is one.
 */
public final class TokenEstimate {

  private static final int PER_TOKEN = 4;
  private static final int ASCII = 128;

  private TokenEstimate() {}

  /** About so many; at least one for any text but the empty. */
  public static long of(String text) {
    long quarters = text.codePoints().mapToLong(TokenEstimate::quarters).sum();
    return (quarters + PER_TOKEN - 1) / PER_TOKEN;
  }

  private static int quarters(int codePoint) {
    if (codePoint < ASCII) {
      return 1;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> PER_TOKEN;
      case LATIN -> 1;
      default -> PER_TOKEN / 2;
    };
  }
}
