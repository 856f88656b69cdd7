package talkspurt.media.profile;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import talkspurt.turn.PhraseList;

/**
 * Words in a row that are looked for among others, whatever their case and punctuation.
 *
 * @param all each one word or more, in the form of {@link #words}
 */
public record Phrases(List<List<String>> all) {

  private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
      UnicodeScript.HAN,
      UnicodeScript.HIRAGANA,
      UnicodeScript.KATAKANA,
      UnicodeScript.THAI,
      UnicodeScript.LAO,
      UnicodeScript.KHMER,
      UnicodeScript.MYANMAR);

  /** None. */
  public static final Phrases NONE = new Phrases(List.of());

  public Phrases {
    all = all.stream().map(List::copyOf).filter(phrase -> !phrase.isEmpty()).toList();
  }

  /** Phrases as they are written. */
  public static Phrases of(List<String> written) {
    return new Phrases(written.stream().map(Phrases::words).toList());
  }

  /**
   * The words of a text in lower case and without punctuation. In scripts that put no blanks between words
   * each character is one.
   */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : PhraseList.wordsOf(text)) {
      int from = 0;
      for (int at = 0; at < word.length(); at += Character.charCount(word.codePointAt(at))) {
        int each = word.codePointAt(at);
        if (WITHOUT_BLANKS.contains(UnicodeScript.of(each))) {
          if (from < at) {
            words.add(word.substring(from, at));
          }
          words.add(Character.toString(each));
          from = at + Character.charCount(each);
        }
      }
      if (from < word.length()) {
        words.add(word.substring(from));
      }
    }
    return words;
  }

  /** Whether one of them is among these words. */
  public boolean in(List<String> words) {
    return all.stream().anyMatch(phrase -> Collections.indexOfSubList(words, phrase) >= 0);
  }

  /** Whether one of them may have begun with the last of these words, and go on in the next. */
  public boolean mayGoOn(List<String> words) {
    return all.stream().anyMatch(phrase -> {
      int most = Math.min(phrase.size() - 1, words.size());
      for (int length = 1; length <= most; length++) {
        if (words.subList(words.size() - length, words.size()).equals(phrase.subList(0, length))) {
          return true;
        }
      }
      return false;
    });
  }
}
