package talkspurt.text;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.Set;

/** Puts words, sentences and utterances behind each other as their script does. */
public final class JoinedText {

  private static final Set<UnicodeScript> WITHOUT_BLANKS = Set.of(
      UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.BOPOMOFO);

  private JoinedText() {}

  /** Both texts, with a blank between; none between Chinese or Japanese ones, nor beside an empty one. */
  public static String of(String first, String second) {
    String before = first.strip();
    String behind = second.strip();
    if (before.isEmpty() || behind.isEmpty()) {
      return before + behind;
    }
    boolean blank =
        !unspaced(before.codePointBefore(before.length())) || !unspaced(behind.codePointAt(0));
    return blank ? before + " " + behind : before + behind;
  }

  /** All texts in their order, joined alike. */
  public static String of(Collection<String> texts) {
    return texts.stream().reduce("", JoinedText::of);
  }

  /** Whether a character is Chinese or Japanese: no blank stands between two of those. */
  public static boolean unspaced(int codePoint) {
    return WITHOUT_BLANKS.contains(UnicodeScript.of(codePoint))
        || codePoint >= 0x3000 && codePoint <= 0x303F
        || codePoint >= 0xFF01 && codePoint <= 0xFF65;
  }
}
