package talkspurt.media.agent;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import talkspurt.call.CallPlan;
import talkspurt.call.DeferredTool;
import talkspurt.call.Instruction;
import talkspurt.call.TranscriptEntry;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;

/**
 * What an agent says, held against its profile's {@link Guardrails}. What it would have said and done
 * behind a sentence that ends the reply is not asked for.
 *
 * @param rules of the profile
 * @param news told of what is not said, and what is said besides
 * @param sentences those of a fixed text, as they are said in a call
 * @param meter told what a model takes that is asked of sentences
 */
record GuardedSpeech(
    Guardrails rules,
    ReplyGuard.News news,
    BiFunction<String, CallPlan, List<String>> sentences,
    UsageMeter meter) {

  private record Step(List<Part> parts, boolean last) {}

  /**
   * A reply as it may be heard.
   *
   * @param granted completed when the turn is in the journal; nothing is told before
   * @param tools what the agent may use
   * @param reply makes the reply with tools
   */
  Source<Part, NotUsed> reply(
      Instruction.Answer answer,
      CompletableFuture<TurnCommitted> granted,
      Tools tools,
      Function<Tools, Source<Part, NotUsed>> reply) {
    if (rules.none()) {
      return reply.apply(tools);
    }
    Watched watched = new Watched(tools);
    return new SentenceQuestions(rules, news::asked, meter)
        .judged(reply.apply(watched))
        .statefulMap(
            () -> guard(answer, granted),
            (guard, part) -> Pair.create(guard, step(guard, part)),
            guard -> Optional.of(new Step(guard.rest(watched.endsCall), true)))
        .takeWhile(step -> !step.last, true)
        .mapConcat(Step::parts);
  }

  private static Step step(ReplyGuard guard, SentenceQuestions.Judged part) {
    List<Part> parts = guard.on(part.part(), part.by());
    return guard.stopped()
        ? new Step(Stream.concat(parts.stream(), guard.rest(false).stream()).toList(), true)
        : new Step(parts, false);
  }

  private ReplyGuard guard(Instruction.Answer answer, CompletableFuture<TurnCommitted> granted) {
    List<String> heard = new ArrayList<>(heard(answer));
    heard.add(answer.heard().answer().text());
    ReplyGuard.News whenGranted = new ReplyGuard.News() {
      @Override
      public void withheld(String rule, String sentence) {
        granted.thenAccept(grant -> news.withheld(rule, sentence));
      }

      @Override
      public void added(String rule) {
        granted.thenAccept(grant -> news.added(rule));
      }

      @Override
      public void asked(String outcome) {
        news.asked(outcome);
      }
    };
    return new ReplyGuard(rules, heard, text -> sentences.apply(text, answer.plan()), whenGranted);
  }

  /** What has to be said before a goodbye; the same whatever of it was heard on an earlier line. */
  List<String> beforeGoodbye(Instruction.Answer answer) {
    List<String> heard = heard(answer);
    List<String> all = new ArrayList<>();
    ReplyGuard.missing(
            rules, phrases -> heard.stream().map(Phrases::words).anyMatch(phrases::in), true)
        .forEach(rule -> {
          news.added(rule.name());
          all.addAll(sentences.apply(rule.say(), answer.plan()));
        });
    return all;
  }

  /** What the caller has heard of the bot. */
  private static List<String> heard(Instruction.Answer answer) {
    return answer.history().stream()
        .filter(line -> line.speaker() == TranscriptEntry.Speaker.BOT)
        .map(line -> line.words().answer().text())
        .toList();
  }

  /** Tools of which it is known whether the call ends by one of them. */
  private static final class Watched implements Tools {

    private final Tools tools;
    private volatile boolean endsCall;

    Watched(Tools tools) {
      this.tools = tools;
    }

    @Override
    public List<ToolSpec> offered() {
      return tools.offered();
    }

    @Override
    public CompletionStage<ToolResult> use(String name, String arguments) {
      return tools.use(name, arguments).thenApply(result -> {
        if (result instanceof ToolResult.AtTheEnd && DeferredTool.ends(name)) {
          endsCall = true;
        }
        return result;
      });
    }
  }
}
