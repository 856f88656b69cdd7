package talkspurt.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text as a recogniser tells them, made alike so that they can be compared with those of a list, whatever
 * either makes of capitals, points and blanks.
 */
public final class SpokenWords {

  /** Vowels and joiners of Indic and Arabic scripts are parts of words. */
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N}'\u200C\u200D]+");

  private static final Pattern APOSTROPHES =
      Pattern.compile("(?<=\\p{L})[\u2018\u2019\u02BC\u00B4`](?=\\p{L})");

  /** Geresh and gershayim stand within Hebrew words. */
  private static final Pattern HEBREW_MARKS = Pattern.compile("[\u0591-\u05C7\u05F3\u05F4]");

  /** Vowels, the long stroke, and marks that few write. */
  private static final Pattern ARABIC_MARKS =
      Pattern.compile("[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]");

  private static final char DOT_ABOVE = '\u0307';

  /** Some recognisers put blanks between words of these, some between all characters, some none. */
  private static final Set<UnicodeScript> ANY_BLANKS = Set.of(
      UnicodeScript.HAN,
      UnicodeScript.HIRAGANA,
      UnicodeScript.KATAKANA,
      UnicodeScript.BOPOMOFO,
      UnicodeScript.HANGUL);

  private SpokenWords() {}

  /** In lower case, without punctuation, and alike however Unicode writes them. */
  public static List<String> written(String text) {
    String alike = APOSTROPHES
        .matcher(lower(Normalizer.normalize(CombiningMarks.limited(text), Normalizer.Form.NFC)))
        .replaceAll("'");
    return Arrays.stream(BETWEEN_WORDS.split(alike))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * The same without what recognisers may leave out or write in another way: whether an i has a dot, the points of Hebrew and
   * Arabic, forms of alif; and each character of Chinese, Japanese and Korean by itself, since these come with blanks or
   * without.
   */
  public static List<String> compared(String text) {
    List<String> words = new ArrayList<>();
    for (String word : written(text)) {
      split(folded(word), words);
    }
    return words;
  }

  /** How many words there are; two characters of a script that may come without blanks make one. */
  public static int count(String text) {
    int characters = 0;
    int words = 0;
    for (String word : compared(text)) {
      characters += character(word) ? 1 : 0;
      words += character(word) ? 0 : 1;
    }
    return words + (characters + 1) / 2;
  }

  /** Whether a word, which is not empty, is one character of a script that may come without blanks. */
  public static boolean character(String word) {
    int first = word.codePointAt(0);
    return word.length() == Character.charCount(first) && anyBlanks(first);
  }

  /** A capital I with a dot has one as a small letter, too, and none above it. */
  private static String lower(String text) {
    return text.replace('\u0130', 'i').toLowerCase(Locale.ROOT);
  }

  private static String folded(String word) {
    boolean plain = true;
    for (int at = 0; at < word.length() && plain; at++) {
      plain = word.charAt(at) < '\u0131';
    }
    if (plain) {
      return word;
    }
    String bare =
        ARABIC_MARKS.matcher(HEBREW_MARKS.matcher(word).replaceAll("")).replaceAll("");
    StringBuilder made = new StringBuilder(bare.length());
    bare.chars().forEach(each -> fold((char) each, made));
    return made.toString();
  }

  private static void fold(char each, StringBuilder to) {
    switch (each) {
      case '\u0131' -> to.append('i');
      case DOT_ABOVE -> {}
      case '\u0622', '\u0623', '\u0625', '\u0671' -> to.append('\u0627');
      case '\u0649', '\u06CC' -> to.append('\u064A');
      case '\u0629' -> to.append('\u0647');
      case '\u06A9' -> to.append('\u0643');
      default -> to.append(each);
    }
  }

  /** A word of letters, and each character that may be a word. */
  private static void split(String word, List<String> to) {
    StringBuilder run = new StringBuilder();
    word.codePoints().forEach(each -> {
      if (anyBlanks(each)) {
        flush(run, to);
        to.add(Character.toString(each));
      } else {
        run.appendCodePoint(each);
      }
    });
    flush(run, to);
  }

  private static void flush(StringBuilder run, List<String> to) {
    if (run.length() > 0) {
      to.add(run.toString());
      run.setLength(0);
    }
  }

  private static boolean anyBlanks(int character) {
    return character >= '\u1100' && ANY_BLANKS.contains(UnicodeScript.of(character));
  }
}
