package talkspurt.media.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import talkspurt.call.DeferredTool;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.Responder.Part;

/**
 * Holds one reply against the {@link Guardrails}, sentence by sentence and before anything goes to the
 * voice: a forbidden one is withheld, and what has to be said and was not is put behind the reply. A
 * sentence whose last words may begin something forbidden waits for the next. Not thread-safe.
 */
final class ReplyGuard {

  /** Told of what the guard does. */
  interface News {

    /** By this rule a sentence is not said. */
    void withheld(String rule, String sentence);

    /** What this rule requires is said, since the agent has not. */
    void added(String rule);

    /** A model was asked of a sentence; what it came to: passed, withheld, late or failed. */
    void asked(String outcome);
  }

  /** What became of a sentence of the agent's. */
  private enum Fate {
    /** It waits for the next. */
    HELD,
    PASSED,
    WITHHELD,
    /** It came behind one that ended the reply. */
    UNWANTED
  }

  private static final class Sentence {
    private final String text;
    private final List<String> words;
    private Fate fate = Fate.HELD;
    private Optional<Forbidden> rule = Optional.empty();

    /** What is said of it, or in its place. */
    private List<String> said = List.of();

    Sentence(String text) {
      this.text = text;
      this.words = Phrases.words(text);
    }
  }

  private final Guardrails rules;
  private final List<String> heard;
  private final Function<String, List<String>> spoken;
  private final News news;
  private final List<Sentence> sentences = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();
  private boolean endsCall;
  private boolean failed;
  private boolean over;

  /**
   * @param heard what the caller has heard of the bot before
   * @param spoken the sentences of a fixed text, as they are said in this call
   */
  ReplyGuard(
      Guardrails rules, List<String> heard, Function<String, List<String>> spoken, News news) {
    this.rules = rules;
    this.heard = List.copyOf(heard);
    this.spoken = spoken;
    this.news = news;
  }

  /** The agent's next part; what of it, and of those before, goes on. */
  List<Part> on(Part part) {
    return on(part, Optional.empty());
  }

  /**
   * The same.
   *
   * @param judged by which rule a model forbids it
   */
  List<Part> on(Part part, Optional<Forbidden> judged) {
    if (part instanceof Part.Say say) {
      return say(new Sentence(say.sentence()), judged);
    }
    if (part instanceof Part.Retract thoughts) {
      return retract(thoughts.sentences());
    }
    if (stopped()) {
      return List.of();
    }
    failed |= part instanceof Part.Failed;
    endsCall |= part instanceof Part.UseTool tool && DeferredTool.ends(tool.name());
    List<Part> parts = release();
    parts.add(part);
    return parts;
  }

  /** Whether nothing more of the reply is wanted. */
  boolean stopped() {
    return sentences.stream()
        .flatMap(sentence -> sentence.rule.stream())
        .anyMatch(rule -> !rule.skips());
  }

  /**
   * The reply is over; what is still to be said. Told once.
   *
   * @param ends whether the call ends with this reply, as far as parts do not tell
   */
  List<Part> rest(boolean ends) {
    List<Part> parts = release();
    if (over || failed) {
      return parts;
    }
    over = true;
    for (Required rule : missing(rules, this::wasHeard, ends || endsCall)) {
      news.added(rule.name());
      spoken.apply(rule.say()).forEach(sentence -> parts.add(new Part.Say(sentence)));
    }
    return parts;
  }

  /** Which rules are to be fulfilled now. */
  static List<Required> missing(
      Guardrails rules, Function<Phrases, Boolean> heard, boolean endsCall) {
    return rules.required().stream()
        .filter(rule -> endsCall || rule.by() == Guardrails.By.FIRST_TURN)
        .filter(rule -> !heard.apply(rule.phrases()))
        .toList();
  }

  private boolean wasHeard(Phrases phrases) {
    return heard.stream().map(Phrases::words).anyMatch(phrases::in)
        || phrases.in(sentences.stream()
            .flatMap(sentence -> sentence.said.stream())
            .flatMap(said -> Phrases.words(said).stream())
            .toList());
  }

  private List<Part> say(Sentence next, Optional<Forbidden> judged) {
    if (stopped()) {
      next.fate = Fate.UNWANTED;
      sentences.add(next);
      return List.of();
    }
    Optional<Forbidden> alone = rules.against(next.text).or(() -> judged);
    List<String> window = Stream.concat(before().stream(), next.words.stream()).toList();
    Optional<Forbidden> joined = alone.isPresent() ? alone : acrossTheBorder(next, window);
    List<Part> parts = alone.isPresent() ? release() : new ArrayList<>();
    sentences.add(next);
    if (joined.isPresent()) {
      withhold(joined.get(), parts);
    } else if (rules.forbidden().stream().noneMatch(rule -> rule.phrases().mayGoOn(window))) {
      parts.addAll(release());
    }
    return parts;
  }

  /** Words that began in the sentence before, or a pattern that does. */
  private Optional<Forbidden> acrossTheBorder(Sentence next, List<String> window) {
    Optional<Sentence> last = last();
    return rules.forbidden().stream()
        .filter(rule -> rule.phrases().in(window)
            || last.filter(one -> rule.in(one.text + " " + next.text)).isPresent())
        .findFirst();
  }

  private Optional<Sentence> last() {
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(sentences.get(sentences.size() - 1))
            .filter(one -> one.fate == Fate.HELD || one.fate == Fate.PASSED);
  }

  /** The last words before, as many as a phrase may have. */
  private List<String> before() {
    List<String> words = sentences.stream()
        .filter(one -> one.fate == Fate.HELD || one.fate == Fate.PASSED)
        .flatMap(one -> one.words.stream())
        .toList();
    return words.subList(Math.max(0, words.size() - rules.longest() + 1), words.size());
  }

  /** The sentences that wait, and with them what is said in their place. */
  private void withhold(Forbidden rule, List<Part> parts) {
    Sentence first = null;
    for (Sentence sentence : sentences) {
      if (sentence.fate == Fate.HELD) {
        first = first == null ? sentence : first;
        sentence.fate = Fate.WITHHELD;
        sentence.rule = Optional.of(rule);
        news.withheld(rule.name(), sentence.text);
      }
    }
    if (first != null && replaced.add(rule.name())) {
      first.said = spoken.apply(rule.say());
      first.said.forEach(words -> parts.add(new Part.Say(words)));
    }
  }

  private List<Part> release() {
    List<Part> parts = new ArrayList<>();
    for (Sentence sentence : sentences) {
      if (sentence.fate == Fate.HELD) {
        sentence.fate = Fate.PASSED;
        sentence.said = List.of(sentence.text);
        parts.add(new Part.Say(sentence.text));
      }
    }
    return parts;
  }

  private List<Part> retract(int thoughts) {
    int given = 0;
    for (int left = Math.min(thoughts, sentences.size()); left > 0; left--) {
      Sentence last = sentences.remove(sentences.size() - 1);
      given += last.said.size();
      if (!last.said.isEmpty()) {
        last.rule.map(Forbidden::name).ifPresent(replaced::remove);
      }
    }
    return given == 0 ? List.of() : List.of(new Part.Retract(given));
  }
}
