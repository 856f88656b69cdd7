package talkspurt.turn;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Phrases that mean something for turn-taking whatever the talk is about: what a listener says
 * without wanting the floor ("ok", "mhm"), or what always takes it ("stop", "operator").
 *
 * @param phrases in lower case, each one word or more
 */
public record PhraseList(Set<String> phrases) {

  /** Vowels and joiners of Indic and Arabic scripts are parts of words. */
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N}'\u200C\u200D]+");

  private static final Pattern APOSTROPHES =
      Pattern.compile("(?<=\\p{L})[\u2018\u2019\u02BC\u00B4`](?=\\p{L})");

  public PhraseList {
    phrases = Set.copyOf(phrases);
  }

  /** The phrases of a list, brought to one form. */
  public static PhraseList of(Collection<String> phrases) {
    Set<String> normal = new TreeSet<>();
    phrases.forEach(phrase -> normal.add(String.join(" ", wordsOf(phrase))));
    normal.remove("");
    return new PhraseList(normal);
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

  /** The words of a text, in lower case, without punctuation, and alike however Unicode writes them. */
  public static List<String> wordsOf(String text) {
    String alike = APOSTROPHES
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
        .replaceAll("'");
    return Arrays.stream(BETWEEN_WORDS.split(alike))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
