package talkspurt.media.bot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Phrases;

/** What callers have heard of a bot, and what they have to have heard of it. Not thread-safe. */
final class RequiredWords {

  private final List<List<String>> heard = new ArrayList<>();
  private final Set<String> added = new HashSet<>();
  private final StringBuilder said = new StringBuilder();
  private String reply = "";
  private boolean answers;
  private boolean brokenInto;

  /** The caller has heard this of the bot, or of what was said in its place. */
  void heard(String words) {
    heard.add(Phrases.words(words));
  }

  /** The caller has had a turn: what the bot says next answers it. */
  void callerHadATurn() {
    answers = true;
    brokenInto = false;
    added.clear();
  }

  /** The caller broke into what was said: nothing is added to that. */
  void brokenInto() {
    brokenInto = true;
  }

  /** More words of a reply. */
  void said(String ofReply, String more) {
    if (!reply.equals(ofReply)) {
      reply = ofReply;
      said.setLength(0);
    }
    said.append(more);
  }

  /** The reply that was said last is over: what is to be said behind it, in this answer once. */
  List<Required> missing(Guardrails rules) {
    List<String> words = Phrases.words(said.toString());
    said.setLength(0);
    return !answers || brokenInto || words.isEmpty()
        ? List.of()
        : unheard(rules.required().stream().filter(rule -> rule.by() == By.FIRST_TURN), words);
  }

  /** The call is about to end: what is to be said before. */
  List<Required> missingAtEnd(Guardrails rules) {
    return unheard(rules.required().stream(), Phrases.words(said.toString()));
  }

  private List<Required> unheard(Stream<Required> rules, List<String> words) {
    return rules
        .filter(rule -> Stream.concat(heard.stream(), Stream.of(words))
            .noneMatch(known -> rule.phrases().in(known)))
        .filter(rule -> added.add(rule.name()))
        .toList();
  }
}
