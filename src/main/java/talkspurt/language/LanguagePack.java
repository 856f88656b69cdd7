package talkspurt.language;

import talkspurt.text.ClockWords;

/**
 * What the engine knows of a language.
 *
 * @param tag BCP 47, such as {@code fr} or {@code pt-BR}
 * @param wording what a model is told; English where the language has none
 * @param clock what the clock says beside what the JDK knows
 * @param sentences where they end
 * @param told whether an agent is told that the call is in it, since what it was told before is in another
 */
public record LanguagePack(
    String tag, Wording wording, ClockWords clock, SentenceRules sentences, boolean told) {

  /** The one that is shipped, without what settings say of it. */
  public static LanguagePack shipped(String tag) {
    return ShippedPacks.of(tag);
  }

  /** The same for another tag of its language, such as {@code fr-CA}. */
  public LanguagePack as(String other) {
    return new LanguagePack(other, wording, clock, sentences, told);
  }

  /** The same for an agent whose own texts are in another language. */
  public LanguagePack foreign() {
    return new LanguagePack(tag, wording, clock, sentences, true);
  }
}
