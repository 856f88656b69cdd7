package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Map;

/**
 * How a model is told that a reply of its own failed, and the caller heard an apology in its place or
 * in that of its rest: in the call's language, in brackets, and never among the model's own words,
 * which it would imitate.
 */
public final class FailedReply {

  private static final Map<String, String> FORMS = Map.of(
      "de",
      "[Technischer Fehler: Statt der Antwort oder ihres Rests wurde eine Entschuldigung gehört.]",
      "en",
      "[Technical fault: an apology was heard in place of the answer or its rest.]",
      "es",
      "[Fallo técnico: en lugar de la respuesta o de su resto se oyó una disculpa.]",
      "fr",
      "[Panne technique : des excuses ont été entendues à la place de la réponse ou de sa fin.]",
      "it",
      "[Guasto tecnico: al posto della risposta o del resto si sono sentite delle scuse.]",
      "nl",
      "[Technische storing: in plaats van het antwoord of de rest ervan klonk een excuus.]",
      "pt",
      "[Falha técnica: em vez da resposta ou do resto ouviu-se um pedido de desculpa.]");

  private FailedReply() {}

  /**
   * The note as a model reads it.
   *
   * @param language BCP 47 tag; English where its form is not known
   */
  public static String told(String language) {
    return FORMS.getOrDefault(Locale.forLanguageTag(language).getLanguage(), FORMS.get("en"));
  }
}
