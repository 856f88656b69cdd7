package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pressed keys as a model reads them: in one form everywhere, in the call's language, and in brackets,
 * which no caller can say.
 */
public final class PressedKeys {

  private static final Map<String, String> FORMS = Map.of(
      "de", "[Der Anrufer hat %s gedrückt.]",
      "en", "[The caller pressed %s.]",
      "es", "[La persona que llama pulsó %s.]",
      "fr", "[La personne qui appelle a appuyé sur %s.]",
      "it", "[Chi chiama ha premuto %s.]",
      "nl", "[De beller heeft %s ingedrukt.]",
      "pt", "[Quem liga premiu %s.]");

  private PressedKeys() {}

  /**
   * The keys as a model reads of them.
   *
   * @param keys {@code 0-9 * # A-D}
   * @param language BCP 47 tag; English where its form is not known
   */
  public static String told(String keys, String language) {
    String apart = keys.chars().mapToObj(Character::toString).collect(Collectors.joining(" "));
    String form =
        FORMS.getOrDefault(Locale.forLanguageTag(language).getLanguage(), FORMS.get("en"));
    return String.format(Locale.ROOT, form, apart);
  }
}
