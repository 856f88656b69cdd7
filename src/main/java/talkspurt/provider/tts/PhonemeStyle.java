package talkspurt.provider.tts;

import java.util.Optional;
import talkspurt.text.Lexicon;

/** How voices are given phonemes (IPA), by what their makers document. */
public final class PhonemeStyle {

  /** The models of Deepgram that take them: Aura-2 in English and Spanish. */
  private static final String DEEPGRAM_MODELS = "aura-2-[a-z]+-(en|es)";

  private PhonemeStyle() {}

  /** As Deepgram's models take them; others take none. */
  public static Lexicon.Phonemes deepgram(String model) {
    return model.matches(DEEPGRAM_MODELS) ? PhonemeStyle::inJson : Lexicon.NO_PHONEMES;
  }

  private static Optional<String> inJson(String word, String ipa) {
    return Optional.of(
        "\\{\"word\": \"" + quoted(word) + "\", \"pronounce\": \"" + quoted(ipa) + "\"\\}");
  }

  /** As Piper takes them. */
  public static Optional<String> piper(String word, String ipa) {
    return Optional.of("[[ " + ipa.strip() + " ]]");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
