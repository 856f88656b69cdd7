package talkspurt.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that were said in a call, by whomever: each of these, one after the other where they are a phrase. Prints no word.
 *
 * @param phrases each not empty
 */
public record WordSearch(List<List<String>> phrases) {

  /** How many words may be looked for at once. */
  public static final int MAX_WORDS = 32;

  private static final String QUOTE = "\"";

  public WordSearch {
    phrases = phrases.stream().map(List::copyOf).toList();
  }

  /**
   * What a person writes: words between blanks, and phrases in quotes.
   *
   * @throws IllegalArgumentException where there is no word or there are too many, or a quote is without its second
   */
  public static WordSearch of(String text) {
    List<List<String>> phrases = new ArrayList<>();
    String[] parts = text.split(QUOTE, -1);
    if (parts.length % 2 == 0) {
      throw new IllegalArgumentException("quotes in pairs");
    }
    for (int at = 0; at < parts.length; at++) {
      for (String phrase : at % 2 == 1 ? new String[] {parts[at]} : parts[at].split("\\s+")) {
        List<String> words = SearchText.words(phrase);
        if (!words.isEmpty()) {
          phrases.add(words);
        }
      }
    }
    int words = phrases.stream().mapToInt(List::size).sum();
    if (words < 1 || words > MAX_WORDS) {
      throw new IllegalArgumentException("1 to " + MAX_WORDS + " words");
    }
    return new WordSearch(phrases);
  }

  @Override
  public String toString() {
    return "WordSearch[" + phrases.size() + " phrases]";
  }
}
