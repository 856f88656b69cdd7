package talkspurt.loadtest.pipelines;

import java.util.List;

/**
 * What is said in one of six languages.
 *
 * @param voice of espeak-ng
 * @param question what the caller asks, as the recogniser tells it
 * @param phrase what the script looks for in it
 */
record Tongue(
    String tag, String voice, String greeting, String question, String phrase, String answer) {

  /** English, German, French, Spanish, Turkish and Japanese. */
  static final List<Tongue> ALL = List.of(
      new Tongue(
          "en",
          "en-us",
          "Hello, this is Acme.",
          "your opening hours please",
          "opening hours",
          "From nine to five."),
      new Tongue(
          "de",
          "de",
          "Guten Tag, hier ist Acme.",
          "wie sind die öffnungszeiten",
          "öffnungszeiten",
          "Von neun bis fünf."),
      new Tongue(
          "fr",
          "fr-fr",
          "Bonjour, ici Acme.",
          "quels sont vos horaires",
          "horaires",
          "De neuf à cinq heures."),
      new Tongue(
          "es",
          "es",
          "Buenos días, aquí Acme.",
          "cuál es el horario",
          "horario",
          "De nueve a cinco."),
      new Tongue(
          "tr",
          "tr",
          "Merhaba, burası Acme.",
          "çalışma saatleri nedir",
          "çalışma saatleri",
          "Dokuzdan beşe kadar."),
      new Tongue("ja", "ja", "アクメでございます。", "営業時間を教えてください", "営業時間", "九時から五時までです。"));
}
