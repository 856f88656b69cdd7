package talkspurt.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import talkspurt.text.Markup.Alphabet;

/**
 * How words are to be spoken that a voice would read wrongly. Only whole words are found, the longest first; one
 * that is listed without capitals is found in any case, another only as it is listed.
 */
public final class Lexicon {

  /**
   * How a word is said.
   *
   * @param word as it is written; may be several words
   * @param say a spelling that the voice reads right; empty: as it is written
   * @param phonemes its sounds, for voices that take such
   */
  public record Entry(String word, String say, Map<Alphabet, String> phonemes) {

    public Entry {
      phonemes = Map.copyOf(phonemes);
      if (word.isBlank() || !word.equals(word.strip())) {
        throw new IllegalArgumentException(
            "'" + word + "' is no word; allowed: words without a space at their ends");
      }
      if (say.isBlank() && phonemes.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + word + "' says nothing; needed: say, ipa, arpabet or espeak");
      }
      phonemes.forEach(PhonemeRules::check);
    }

    /** One that is spelled otherwise. */
    public Entry(String word, String say) {
      this(word, say, Map.of());
    }

    /** Whether a voice with this markup says it as the entry wants. */
    public boolean saidBy(Markup markup) {
      return !say.isBlank() || markup.phonemes(word, phonemes).isPresent();
    }

    private boolean anyCase() {
      return word.equals(word.toLowerCase(Locale.ROOT));
    }

    private boolean standsAt(String text, int at) {
      return text.regionMatches(anyCase(), at, word, 0, word.length())
          && ends(text, at)
          && ends(text, at + word.length());
    }
  }

  private final Map<Integer, List<Entry>> byFirst = new HashMap<>();

  /** Later entries win over earlier ones of the same word. */
  public Lexicon(List<Entry> entries) {
    Map<String, Entry> byWord = new HashMap<>();
    entries.forEach(entry -> byWord.put(entry.word(), entry));
    byWord.values().stream()
        .sorted(Comparator.comparingInt((Entry entry) -> -entry.word().length())
            .thenComparing(Entry::anyCase))
        .forEach(entry -> byFirst
            .computeIfAbsent(first(entry.word(), 0), key -> new ArrayList<>())
            .add(entry));
  }

  /** Whether it has no words. */
  public boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** A text as a voice is to be given it. */
  public SpokenForm spoken(String text, Markup markup) {
    SpokenForm.Builder spoken = new SpokenForm.Builder();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      Optional<Entry> found = at(text, at);
      if (found.isPresent()) {
        int length = found.get().word().length();
        String written = text.substring(at, at + length);
        spoken.add(markup.plain(text.substring(from, at)));
        spoken.instead(length, said(found.get(), written, markup));
        at += length;
        from = at;
      } else {
        at += Character.charCount(text.codePointAt(at));
      }
    }
    return spoken.add(markup.plain(text.substring(from))).build();
  }

  private static String said(Entry entry, String written, Markup markup) {
    return markup
        .phonemes(written, entry.phonemes())
        .orElseGet(
            () -> markup.plain(entry.say().isBlank() ? written : entry.say()).text());
  }

  private Optional<Entry> at(String text, int at) {
    return byFirst.getOrDefault(first(text, at), List.of()).stream()
        .filter(entry -> entry.standsAt(text, at))
        .findFirst();
  }

  private static int first(String text, int at) {
    return Character.toLowerCase(Character.toUpperCase(text.codePointAt(at)));
  }

  /** Whether a word may begin or end here. Scripts without spaces have words wherever they stand. */
  private static boolean ends(String text, int at) {
    if (at == 0 || at == text.length()) {
      return true;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    return !ofWord(before) || !ofWord(after) || spaceless(before) || spaceless(after);
  }

  private static boolean ofWord(int character) {
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.NON_SPACING_MARK;
  }

  private static boolean spaceless(int character) {
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
