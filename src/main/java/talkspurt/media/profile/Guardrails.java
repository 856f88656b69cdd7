package talkspurt.media.profile;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * What the agents of a profile must not say, and what they have to.
 *
 * @param forbidden looked for in each sentence before it is spoken
 * @param required looked for in all that callers have heard
 */
public record Guardrails(List<Forbidden> forbidden, List<Required> required) {

  /** Everything may be said, and nothing has to be. */
  public static final Guardrails NONE = new Guardrails(List.of(), List.of());

  public Guardrails {
    forbidden = List.copyOf(forbidden);
    required = List.copyOf(required);
  }

  /** Whether there are none. */
  public boolean none() {
    return forbidden.isEmpty() && required.isEmpty();
  }

  /** How many words the longest of the forbidden phrases has; at least 1. */
  public int longest() {
    return forbidden.stream()
        .flatMap(rule -> rule.phrases().all().stream())
        .mapToInt(List::size)
        .max()
        .orElse(1);
  }

  /** The first rule that forbids this text. */
  public Optional<Forbidden> against(String text) {
    List<String> words = Phrases.words(text);
    return forbidden.stream()
        .filter(rule -> rule.phrases().in(words) || rule.in(text))
        .findFirst();
  }

  /**
   * Something that is not to be said.
   *
   * @param name what it is called by in journal, log and metrics
   * @param phrases forbidden words
   * @param pattern a forbidden pattern; found in time that grows with the text alone
   * @param say what is said in place of the sentence
   * @param skips whether the rest of the reply is said; else the sentence ends it
   */
  public record Forbidden(
      String name, Phrases phrases, Optional<Pattern> pattern, String say, boolean skips) {

    /** Whether the pattern is found in this. */
    public boolean in(String text) {
      return pattern.filter(found -> found.matcher(text).find()).isPresent();
    }
  }

  /** When something has to have been said. */
  public enum By {
    /** In the first reply to the caller. */
    FIRST_TURN,
    /** Before the agent ends the call or sends the caller on, and before the goodbye. */
    END_OF_CALL
  }

  /**
   * Something that has to be said once in a call.
   *
   * @param name what it is called by in log and metrics
   * @param phrases who has heard one of these has heard it
   * @param by when at the latest
   * @param say what is said where the agent has not; holds one of the phrases
   */
  public record Required(String name, Phrases phrases, By by, String say) {}
}
