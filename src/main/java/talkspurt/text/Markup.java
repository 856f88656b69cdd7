package talkspurt.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a voice reads beside plain words. All that is written for a voice comes from here: a text is never taken for
 * more than words, whatever it looks like.
 */
public interface Markup {

  /** Ways to write phonemes. */
  enum Alphabet {
    /** The International Phonetic Alphabet. */
    IPA,
    /** That of the CMU Pronouncing Dictionary, with stresses, for English. */
    ARPABET,
    /** The mnemonics of espeak-ng, which differ by language. */
    ESPEAK
  }

  /** A voice that is given plain words, and takes nothing in them for anything else. */
  Markup NONE = new Markup() {

    @Override
    public SpokenForm plain(String text) {
      return SpokenForm.of(text);
    }

    @Override
    public Optional<String> phonemes(String word, Map<Alphabet, String> known) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "none";
    }
  };

  /** A text that is read as it stands. */
  SpokenForm plain(String text);

  /** A word with its phonemes, in the first alphabet that the voice takes; empty where it takes none of these. */
  Optional<String> phonemes(String word, Map<Alphabet, String> known);

  /** Groups of letters and digits that are read one by one, with a short pause between groups. */
  default String spelled(List<String> groups) {
    return groups.stream()
        .map(group -> plain(
                group.codePoints().mapToObj(Character::toString).collect(Collectors.joining(" ")))
            .text())
        .collect(Collectors.joining(", "));
  }

  /** The whole of what the voice is given, out of its parts. */
  default SpokenForm whole(SpokenForm parts) {
    return parts;
  }
}
