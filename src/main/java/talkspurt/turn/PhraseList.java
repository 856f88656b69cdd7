package talkspurt.turn;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import talkspurt.text.SpokenWords;

/**
 * Phrases that mean something for turn-taking whatever the talk is about: what a listener says
 * without wanting the floor ("ok", "mhm"), or what always takes it ("stop", "operator").
 *
 * @param phrases as they are compared, each one word or more
 * @param written the same in lower case, as people write them
 */
public record PhraseList(Set<String> phrases, Set<String> written) {

  public PhraseList {
    phrases = Set.copyOf(phrases);
    written = Set.copyOf(written);
  }

  /** The phrases of a list, brought to one form. */
  public static PhraseList of(Collection<String> phrases) {
    Set<String> normal = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    phrases.forEach(phrase -> {
      normal.add(String.join(" ", wordsOf(phrase)));
      written.add(String.join(" ", SpokenWords.written(phrase)));
    });
    normal.remove("");
    written.remove("");
    return new PhraseList(normal, written);
  }

  /** Whether nothing but such phrases was said; true also when nothing was. */
  public boolean cover(String said) {
    return covered(wordsOf(said));
  }

  /** Whether one of the phrases was said, among others or alone. */
  public boolean occurIn(String said) {
    String padded = " " + String.join(" ", wordsOf(said)) + " ";
    return phrases.stream().anyMatch(phrase -> padded.contains(" " + phrase + " "));
  }

  /** Whether one of the phrases is what was said last. */
  boolean endOf(List<String> words) {
    String padded = " " + String.join(" ", words);
    return phrases.stream().anyMatch(phrase -> padded.endsWith(" " + phrase));
  }

  /** Whether the words fall apart into phrases; looks at each place once. */
  private boolean covered(List<String> words) {
    boolean[] reached = new boolean[words.size() + 1];
    reached[0] = true;
    int longest = phrases.stream().mapToInt(String::length).max().orElse(0);
    for (int from = 0; from < words.size(); from++) {
      StringJoiner phrase = new StringJoiner(" ");
      for (int to = from; reached[from] && to < words.size() && phrase.length() < longest; to++) {
        phrase.add(words.get(to));
        reached[to + 1] |= phrases.contains(phrase.toString());
      }
    }
    return reached[words.size()];
  }

  /** Whether one of those words is a character of a script that may come without blanks. */
  public static boolean isCharacter(String word) {
    return SpokenWords.character(word);
  }

  /** The words of a text, alike however they are written: see {@link SpokenWords#compared}. */
  public static List<String> wordsOf(String text) {
    return SpokenWords.compared(text);
  }
}
