package talkspurt.media.bot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.language.SentenceRules;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.agent.Sentences;

/**
 * Holds the words of one item of a bot's reply against the rules while they come: by sentence, and by word in the one
 * that is not whole yet. A sentence whose last words may begin something forbidden waits for the next. Not thread-safe.
 */
final class TranscriptGuard {

  /**
   * Something forbidden.
   *
   * @param from where in the text the sentence begins, or the first of those that waited
   * @param sentence as far as its words had come
   */
  record Hit(Forbidden rule, int from, String sentence) {}

  /**
   * A sentence of which a model is to be asked.
   *
   * @param from where in the text it begins
   * @param before the sentence before it, or empty
   */
  record Question(int from, String sentence, String before) {}

  private final Guardrails rules;
  private final Sentences cut;
  private final StringBuilder text = new StringBuilder();

  /** The words that went on, and those that wait, as many as a phrase may have. */
  private final List<String> before = new ArrayList<>();

  /** The sentence before the one that comes, where a pattern may run over its end. */
  private String last = "";

  /** Up to where the text was cut into sentences, and up to where it may be heard. */
  private int cutTo;

  private int passedTo;
  private boolean complete;

  /** Those that no answer has come to yet, in order. */
  private final Deque<Question> questions = new ArrayDeque<>();

  TranscriptGuard(Guardrails rules, SentenceRules sentences) {
    this.rules = rules;
    this.cut = new Sentences(sentences);
  }

  /** All that has come. */
  String text() {
    return text.toString();
  }

  /** What of it may be heard. */
  String passed() {
    return text.substring(
        0, question().map(next -> Math.min(next.from(), passedTo)).orElse(passedTo));
  }

  /** Of what the model is to be asked next; nothing behind it may be heard before that is answered. */
  Optional<Question> question() {
    return Optional.ofNullable(questions.peek());
  }

  /** The question is answered; what is forbidden by that. Nothing is asked behind something forbidden. */
  Optional<Hit> answered(Optional<Forbidden> by) {
    Question question = questions.remove();
    return by.map(rule -> hit(new Hit(rule, question.from(), question.sentence())));
  }

  /** Nobody wants to know any more. */
  void forgetQuestions() {
    questions.clear();
  }

  /** Whether no more comes. */
  boolean isComplete() {
    return complete;
  }

  /** More words; what is forbidden in them. Nothing is to be added behind that. */
  Optional<Hit> add(String more) {
    text.append(more);
    Optional<Hit> hit = judged(cut.add(more));
    return (hit.isPresent() ? hit : begun()).map(this::hit);
  }

  /** No more comes; what is forbidden at the end. */
  Optional<Hit> complete() {
    if (complete) {
      return Optional.empty();
    }
    complete = true;
    Optional<Hit> hit = judged(cut.rest().stream().toList()).map(this::hit);
    if (hit.isEmpty()) {
      passedTo = text.length();
    }
    return hit;
  }

  private Hit hit(Hit hit) {
    questions.removeIf(question -> question.from() >= hit.from());
    return hit;
  }

  private Optional<Hit> judged(List<String> sentences) {
    for (String sentence : sentences) {
      int from = text.indexOf(sentence, cutTo);
      List<String> words = window(Phrases.words(sentence));
      Optional<Forbidden> alone = rules.against(sentence);
      Optional<Forbidden> joined = alone.isPresent() ? alone : overTheBorder(words, sentence);
      if (joined.isPresent()) {
        int heldFrom = alone.isPresent() ? from : Math.min(from, passedTo);
        return Optional.of(new Hit(
            joined.get(),
            heldFrom,
            text.substring(heldFrom, from + sentence.length()).strip()));
      }
      if (!rules.asked().isEmpty()) {
        questions.add(new Question(from, sentence, last));
      }
      cutTo = from + sentence.length();
      keep(words);
      last = sentence;
      if (rules.forbidden().stream().noneMatch(rule -> rule.phrases().mayGoOn(words))) {
        passedTo = cutTo;
      }
    }
    return Optional.empty();
  }

  private Optional<Forbidden> overTheBorder(List<String> words, String sentence) {
    return rules.forbidden().stream()
        .filter(
            rule -> rule.phrases().in(words) || !last.isEmpty() && rule.in(last + " " + sentence))
        .findFirst();
  }

  /** The last word may go on. */
  private Optional<Hit> begun() {
    String rest = text.substring(cutTo);
    int blank = rest.length();
    while (blank > 0 && Character.isLetterOrDigit(rest.charAt(blank - 1))) {
      blank--;
    }
    String whole = rest.substring(0, blank);
    List<String> alone = Phrases.words(whole);
    List<String> words = window(alone);
    return rules.forbidden().stream()
        .filter(rule -> rule.phrases().in(words))
        .findFirst()
        .map(rule -> {
          int from = rule.phrases().in(alone) ? cutTo : Math.min(cutTo, passedTo);
          return new Hit(rule, from, text.substring(from).strip());
        });
  }

  private List<String> window(List<String> next) {
    return Stream.concat(before.stream(), next.stream()).toList();
  }

  private void keep(List<String> words) {
    int most = rules.longest() - 1;
    before.clear();
    before.addAll(words.subList(Math.max(0, words.size() - most), words.size()));
  }
}
