package talkspurt.media.profile;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.SentenceJudge;
import talkspurt.provider.SentenceJudge.Verdict;
import talkspurt.provider.UsageMeter;

/**
 * What the agents of a profile must not say, and what they have to.
 *
 * @param forbidden looked for in each sentence before it is spoken
 * @param required looked for in all that callers have heard
 * @param judge who is asked for rules with a question; there where such rules are
 */
public record Guardrails(
    List<Forbidden> forbidden, List<Required> required, Optional<SentenceJudge> judge) {

  /** Everything may be said, and nothing has to be. */
  public static final Guardrails NONE = new Guardrails(List.of(), List.of());

  public Guardrails {
    forbidden = List.copyOf(forbidden);
    required = List.copyOf(required);
    if (judge.isEmpty() && forbidden.stream().anyMatch(rule -> rule.question().isPresent())) {
      throw new IllegalArgumentException(
          "has rules with ask, but no model that is asked; allowed: model { … }");
    }
  }

  /** Rules of words and patterns alone. */
  public Guardrails(List<Forbidden> forbidden, List<Required> required) {
    this(forbidden, required, Optional.empty());
  }

  /** The rules that a model decides. */
  public List<Forbidden> asked() {
    return forbidden.stream().filter(rule -> rule.question().isPresent()).toList();
  }

  /**
   * Asks the model of a sentence, by all rules that it decides; there has to be one. Completes within the model's time
   * limit, and never fails.
   *
   * @param before the sentence before it; may be empty
   * @param meter told what the model took
   */
  public CompletionStage<Judgement> ask(String sentence, String before, UsageMeter meter) {
    List<Forbidden> asked = asked();
    List<String> questions =
        asked.stream().map(rule -> rule.question().orElseThrow().text()).toList();
    return judge
        .orElseThrow()
        .judge(sentence, before, questions, meter)
        .thenApply(verdict -> Judgement.of(verdict, asked));
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
   * @param question what a model is asked of each sentence; it is forbidden where the answer is yes
   * @param say what is said in place of the sentence
   * @param skips whether the rest of the reply is said; else the sentence ends it
   */
  public record Forbidden(
      String name,
      Phrases phrases,
      Optional<Pattern> pattern,
      Optional<Question> question,
      String say,
      boolean skips) {

    /** One of words or a pattern. */
    public Forbidden(
        String name, Phrases phrases, Optional<Pattern> pattern, String say, boolean skips) {
      this(name, phrases, pattern, Optional.empty(), say, skips);
    }

    /** Whether the pattern is found in this. */
    public boolean in(String text) {
      return pattern.filter(found -> found.matcher(text).find()).isPresent();
    }
  }

  /**
   * What a model is asked.
   *
   * @param text to be answered by yes or no
   * @param unanswered what becomes of a sentence of which it tells nothing in time
   */
  public record Question(String text, Unanswered unanswered) {}

  /**
   * What a model makes of a sentence.
   *
   * @param by the rule that forbids it
   * @param outcome passed, withheld, late or failed: as metrics have it
   */
  public record Judgement(Optional<Forbidden> by, String outcome) {

    private static Judgement of(Verdict verdict, List<Forbidden> asked) {
      if (verdict instanceof Verdict.Answered answered) {
        Optional<Forbidden> by =
            answered.yes().stream().sorted().map(asked::get).findFirst();
        return new Judgement(by, by.isPresent() ? "withheld" : "passed");
      }
      Optional<Forbidden> by = asked.stream()
          .filter(rule -> rule.question().orElseThrow().unanswered() == Unanswered.WITHHOLD)
          .findFirst();
      return new Judgement(by, verdict instanceof Verdict.Late ? "late" : "failed");
    }
  }

  /** What becomes of a sentence of which a model tells nothing in time. */
  public enum Unanswered {
    SAY,
    WITHHOLD
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
