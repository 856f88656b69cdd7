package talkspurt.media.agent;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Question;
import talkspurt.media.profile.Guardrails.Unanswered;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.SentenceJudge;
import talkspurt.provider.SentenceJudge.Verdict;
import talkspurt.provider.UsageMeter;

/**
 * Asks a model of each sentence of a reply that no word or pattern forbids, one after the other: what the agent would do
 * behind a sentence is not begun before that is judged.
 *
 * @param news told what each came to: passed, withheld, late or failed
 * @param meter told what the model took
 */
record SentenceQuestions(Guardrails rules, Consumer<String> news, UsageMeter meter) {

  /** A part, and by which rule it is forbidden. */
  record Judged(Part part, Optional<Forbidden> by) {}

  private record Next(String before, Part part) {}

  /** The reply, each sentence judged. Without such rules nothing is asked and nothing waits. */
  Source<Judged, NotUsed> judged(Source<Part, NotUsed> reply) {
    List<Forbidden> asked = rules.asked();
    if (asked.isEmpty()) {
      return reply.map(part -> new Judged(part, Optional.empty()));
    }
    SentenceJudge judge = rules.judge().orElseThrow();
    return reply
        .statefulMap(
            () -> "",
            (before, part) -> Pair.create(
                part instanceof Part.Say say ? say.sentence() : before, new Next(before, part)),
            last -> Optional.empty())
        .mapAsync(1, next -> judged(next, asked, judge));
  }

  private CompletionStage<Judged> judged(Next next, List<Forbidden> asked, SentenceJudge judge) {
    if (!(next.part() instanceof Part.Say say) || rules.against(say.sentence()).isPresent()) {
      return CompletableFuture.completedFuture(new Judged(next.part(), Optional.empty()));
    }
    List<String> questions =
        asked.stream().map(rule -> rule.question().orElseThrow().text()).toList();
    return judge.judge(say.sentence(), next.before(), questions, meter).thenApply(verdict -> {
      Optional<Forbidden> by = by(verdict, asked);
      news.accept(outcome(verdict, by));
      return new Judged(say, by);
    });
  }

  private static Optional<Forbidden> by(Verdict verdict, List<Forbidden> asked) {
    if (verdict instanceof Verdict.Answered answered) {
      return answered.yes().stream().sorted().map(asked::get).findFirst();
    }
    return asked.stream()
        .filter(
            rule -> rule.question().map(Question::unanswered).orElseThrow() == Unanswered.WITHHOLD)
        .findFirst();
  }

  private static String outcome(Verdict verdict, Optional<Forbidden> by) {
    if (verdict instanceof Verdict.Answered) {
      return by.isPresent() ? "withheld" : "passed";
    }
    return verdict instanceof Verdict.Late ? "late" : "failed";
  }
}
