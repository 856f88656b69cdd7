package talkspurt.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.text.CombiningMarks;
import talkspurt.turn.PhraseList;

/**
 * How callers of one language say digits and letters, and what they answer. All words are compared without accents.
 *
 * @param numbers what a word, or words in a row, stand for: {@code twenty one} for 21
 * @param hundred words for a hundred, behind a number or alone
 * @param thousand words for a thousand
 * @param and words between a hundred and what follows
 * @param repeats {@code double} for 2, {@code triple} for 3
 * @param letters words that stand for a letter: {@code bravo} for B
 * @param examples what stands between a letter and its word: {@code as in}
 * @param yes words that confirm
 * @param no words that do not
 * @param person words that ask for a person, or want no more of this
 */
public record CodeWords(
    Map<String, Integer> numbers,
    List<String> hundred,
    List<String> thousand,
    List<String> and,
    Map<String, Integer> repeats,
    Map<String, String> letters,
    List<String> examples,
    List<String> yes,
    List<String> no,
    List<String> person) {

  /** No words are known: figures and single letters alone are read. */
  public static final CodeWords NONE = new CodeWords(
      Map.of(), List.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(),
      List.of(), List.of());

  /** The same, but for what callers answer. */
  public CodeWords answering(List<String> agreeing, List<String> denying) {
    return new CodeWords(
        numbers, hundred, thousand, and, repeats, letters, examples, agreeing, denying, person);
  }

  private static final int MOST_WORDS = 5;

  public CodeWords {
    numbers = folded(numbers);
    hundred = folded(hundred);
    thousand = folded(thousand);
    and = folded(and);
    repeats = folded(repeats);
    letters = folded(letters);
    examples = folded(examples);
    yes = folded(yes);
    no = folded(no);
    person = folded(person);
  }

  private static List<String> folded(List<String> words) {
    return words.stream().map(CodeWords::fold).toList();
  }

  private static <V> Map<String, V> folded(Map<String, V> words) {
    Map<String, V> all = new TreeMap<>();
    words.forEach((word, value) -> all.put(fold(word), value));
    return Map.copyOf(all);
  }

  /** Words in one form: in lower case, without accents, with one blank between two. */
  static String fold(String text) {
    String plain = CombiningMarks.removed(text.toLowerCase(Locale.ROOT)).replace("ß", "ss");
    return String.join(" ", PhraseList.wordsOf(plain));
  }

  static List<String> words(String said) {
    String folded = fold(said);
    return folded.isEmpty() ? List.of() : new ArrayList<>(List.of(folded.split(" ")));
  }

  /** Whether a word is one character of a script in which each stands by itself. */
  static boolean character(String word) {
    return PhraseList.isCharacter(word);
  }

  /** Whether the caller wants a person, or no more of this. */
  boolean asksForPerson(String said) {
    return occurs(person, said);
  }

  /** Whether the caller says that it is right. */
  boolean confirms(String said) {
    return occurs(yes, said) && !denies(said);
  }

  /** Whether the caller says that it is wrong. */
  boolean denies(String said) {
    return occurs(no, said);
  }

  private static boolean occurs(List<String> phrases, String said) {
    String words = " " + fold(said) + " ";
    return phrases.stream().anyMatch(phrase -> words.contains(" " + phrase + " "));
  }

  /** How many words from {@code at} on are the longest number that is known; 0: none is. */
  int numberAt(List<String> words, int at) {
    for (int count = Math.min(MOST_WORDS, words.size() - at); count > 0; count--) {
      if (numbers.containsKey(String.join(" ", words.subList(at, at + count)))) {
        return count;
      }
    }
    return 0;
  }
}
