package talkspurt.control;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import talkspurt.call.TranscriptEntry;

/**
 * Words as they are searched for: in small letters, without what stands between them. Scripts that put no blanks
 * between words are searched by their characters.
 */
final class SearchText {

  /** More words of a call than these are not searched: both databases bound what a row may hold. */
  static final int MAX_WORDS = 50_000;

  private static final int MAX_CHARACTERS_OF_A_WORD = 100;

  private static final Set<Character.UnicodeScript> WITHOUT_BLANKS = Set.of(
      Character.UnicodeScript.HAN,
      Character.UnicodeScript.HIRAGANA,
      Character.UnicodeScript.KATAKANA,
      Character.UnicodeScript.THAI,
      Character.UnicodeScript.LAO,
      Character.UnicodeScript.KHMER,
      Character.UnicodeScript.MYANMAR);

  private SearchText() {}

  /** The words of a text, in their order. */
  static List<String> words(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    plain.codePoints().forEach((IntConsumer) character -> {
      boolean mark = isMark(character);
      boolean alone = !mark && standsAlone(character);
      if (!word.isEmpty()
          && (alone
              || !mark && !Character.isLetterOrDigit(character)
              || !mark && standsAlone(word.codePointAt(0)))) {
        words.add(cut(word));
        word.setLength(0);
      }
      if (Character.isLetterOrDigit(character) || mark && !word.isEmpty()) {
        word.appendCodePoint(character);
      }
    });
    if (!word.isEmpty()) {
      words.add(cut(word));
    }
    return words;
  }

  /** What was said, one list of words for each line, {@link #MAX_WORDS} together at most. */
  static List<List<String>> lines(List<TranscriptEntry> transcript) {
    List<List<String>> lines = new ArrayList<>();
    int left = MAX_WORDS;
    for (TranscriptEntry entry : transcript) {
      List<String> words = words(entry.words().text());
      List<String> some = words.subList(0, Math.min(left, words.size()));
      if (!some.isEmpty()) {
        lines.add(some);
        left -= some.size();
      }
    }
    return lines;
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean standsAlone(int character) {
    return WITHOUT_BLANKS.contains(Character.UnicodeScript.of(character));
  }

  private static String cut(StringBuilder word) {
    int most = Math.min(word.length(), MAX_CHARACTERS_OF_A_WORD);
    boolean halves = most < word.length() && Character.isHighSurrogate(word.charAt(most - 1));
    return word.substring(0, halves ? most - 1 : most);
  }
}
