package talkspurt.media.agent;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.Responder.Part;
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
    if (rules.asked().isEmpty()) {
      return reply.map(part -> new Judged(part, Optional.empty()));
    }
    return reply
        .statefulMap(
            () -> "",
            (before, part) -> Pair.create(
                part instanceof Part.Say say ? say.sentence() : before, new Next(before, part)),
            last -> Optional.empty())
        .mapAsync(1, this::judged);
  }

  private CompletionStage<Judged> judged(Next next) {
    if (!(next.part() instanceof Part.Say say) || rules.against(say.sentence()).isPresent()) {
      return CompletableFuture.completedFuture(new Judged(next.part(), Optional.empty()));
    }
    return rules.ask(say.sentence(), next.before(), meter).thenApply(judgement -> {
      news.accept(judgement.outcome());
      return new Judged(say, judgement.by());
    });
  }
}
