package talkspurt.text;

import java.text.Normalizer;

/**
 * Accents and other marks that stand on letters. To put thousands of them in a row in order, as normalising does,
 * takes a time that grows with their square; a text from outside may have as many as it likes.
 */
public final class CombiningMarks {

  /** As many as Unicode lets stand in a row in texts that are read piece by piece (UAX 15, "stream-safe"). */
  static final int MAX_IN_A_ROW = 30;

  private CombiningMarks() {}

  /** The text without those marks that no writing has: those behind the thirtieth in a row. */
  public static String limited(String text) {
    int row = 0;
    for (int at = 0; at < text.length(); ) {
      int each = text.codePointAt(at);
      row = isMark(each) ? row + 1 : 0;
      if (row > MAX_IN_A_ROW) {
        return shortened(text, at);
      }
      at += Character.charCount(each);
    }
    return text;
  }

  /** @param from where the first mark too many stands */
  private static String shortened(String text, int from) {
    StringBuilder left = new StringBuilder(text.length()).append(text, 0, from);
    int row = MAX_IN_A_ROW;
    for (int at = from; at < text.length(); ) {
      int each = text.codePointAt(at);
      row = isMark(each) ? row + 1 : 0;
      if (row <= MAX_IN_A_ROW) {
        left.appendCodePoint(each);
      }
      at += Character.charCount(each);
    }
    return left.toString();
  }

  /** The text without accents: e for é. */
  public static String removed(String text) {
    if (isAscii(text)) {
      return text;
    }
    String apart = Normalizer.normalize(limited(text), Normalizer.Form.NFD);
    StringBuilder left = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
        .forEach(left::appendCodePoint);
    return left.toString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(each -> each < 0x80);
  }

  private static boolean isMark(int each) {
    if (each < '\u0300') {
      return false;
    }
    int type = Character.getType(each);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
