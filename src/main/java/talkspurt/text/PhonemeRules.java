package talkspurt.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;
import talkspurt.text.Markup.Alphabet;

/** What phonemes are made of, by alphabet. */
final class PhonemeRules {

  private static final Set<UnicodeScript> OF_IPA = Set.of(
      UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.COMMON, UnicodeScript.INHERITED);

  /** Between sounds, words and phrases. */
  private static final String IPA_MARKS = " .|\u2016\u203f-\u2197\u2198\u2191\u2193'";

  private static final Pattern ARPABET =
      Pattern.compile("(?:AA|AE|AH|AO|AW|AX|AY|B|CH|D|DH|EH|ER|EY|F|"
          + "G|HH|IH|IY|JH|K|L|M|N|NG|OW|OY|P|R|S|SH|T|TH|UH|UW|V|W|Y|Z|ZH)[012]?");

  private static final Pattern ESPEAK = Pattern.compile("[A-Za-z0-9@#',:;_%=|~!?^*/.+` -]+");

  private PhonemeRules() {}

  /** Refuses what is written in another alphabet. */
  static void check(Alphabet alphabet, String phonemes) {
    switch (alphabet) {
      case IPA -> ipa(phonemes);
      case ARPABET -> arpabet(phonemes);
      case ESPEAK -> {
        if (!ESPEAK.matcher(phonemes).matches()) {
          throw new IllegalArgumentException(
              "espeak is '" + phonemes + "'; allowed: what espeak-ng -q -x writes, such as 'akmI");
        }
      }
    }
  }

  private static void ipa(String phonemes) {
    if (phonemes.isBlank()) {
      throw new IllegalArgumentException("ipa is blank; allowed: IPA such as \u02c8\u00e6kmi");
    }
    phonemes.codePoints().filter(sound -> !ofIpa(sound)).findFirst().ifPresent(strange -> {
      throw new IllegalArgumentException("ipa is '" + phonemes + "', in which '"
          + Character.toString(strange) + "' is no IPA; allowed: IPA such as \u02c8\u00e6kmi");
    });
  }

  private static boolean ofIpa(int sound) {
    return switch (Character.getType(sound)) {
      case Character.LOWERCASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL,
          Character.NON_SPACING_MARK,
          Character.OTHER_LETTER ->
        OF_IPA.contains(UnicodeScript.of(sound)) && (sound > 0x7f || Character.isLowerCase(sound));
      default -> IPA_MARKS.indexOf(sound) >= 0;
    };
  }

  private static void arpabet(String phonemes) {
    for (String sound : phonemes.strip().split(" +")) {
      if (!ARPABET.matcher(sound).matches()) {
        throw new IllegalArgumentException("arpabet is '" + phonemes + "', in which '" + sound
            + "' is no phoneme; allowed: those of the CMU dictionary, such as AE1 K M IY0");
      }
    }
  }
}
