package talkspurt.fake;

import akka.NotUsed;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Tools;

/** An agent that knows its answers by heart. */
public final class FakeResponder implements Responder {

  private record Use(String tool, String arguments) {}

  private final CountedWorld world;
  private final Map<String, List<Part>> answers = new HashMap<>();
  private final List<Request> asked = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final Map<String, List<Use>> uses = new HashMap<>();
  private final Set<String> hanging = new HashSet<>();
  private Duration thinking = Duration.ZERO;
  private int cancelled;

  public FakeResponder(CountedWorld world) {
    this.world = world;
  }

  /** What is answered to words, to keys ({@code key 1}), to silence ({@code silence 1}). */
  public FakeResponder to(String cue, String... sentences) {
    List<Part> parts = new ArrayList<>();
    for (String sentence : sentences) {
      parts.add(new Part.Say(sentence));
    }
    answers.put(cue, parts);
    return this;
  }

  /** The answer to a cue ends with a tool. */
  public FakeResponder thenTool(String cue, String name, Map<String, String> arguments) {
    answers.get(cue).add(new Part.UseTool(name, arguments));
    return this;
  }

  /** The answer to a cue ends with a failure. */
  public FakeResponder thenFails(String cue) {
    answers
        .computeIfAbsent(cue, none -> new ArrayList<>())
        .add(new Part.Failed(
            new ProviderFailure(ProviderFailure.Kind.OVERLOADED, "fake", "too busy")));
    return this;
  }

  /** The answer to a cue uses a tool, and then says what that told. */
  public FakeResponder uses(String cue, String tool, String arguments) {
    answers.computeIfAbsent(cue, none -> new ArrayList<>());
    uses.computeIfAbsent(cue, none -> new ArrayList<>()).add(new Use(tool, arguments));
    return this;
  }

  /** The answer to a cue never comes to an end. */
  public FakeResponder thenHangs(String cue) {
    answers.computeIfAbsent(cue, none -> new ArrayList<>());
    hanging.add(cue);
    return this;
  }

  /** From now on an answer takes so long. */
  public void thinks(Duration longer) {
    thinking = longer;
  }

  /** What was asked so far. */
  public List<Request> asked() {
    return asked;
  }

  /** How many answers were not wanted to their end. */
  public int cancelled() {
    return cancelled;
  }

  @Override
  public Source<Part, NotUsed> respond(Request request, Tools tools) {
    asked.add(request);
    List<Part> parts = answers.getOrDefault(cue(request.cue()), List.of(new Part.Say("Sorry?")));
    AtomicInteger given = new AtomicInteger();
    Source<Part, NotUsed> answer = Source.from(parts)
        .map(part -> {
          given.incrementAndGet();
          return part;
        })
        .alsoTo(Sink.onComplete(end -> cancelled += given.get() < parts.size() ? 1 : 0));
    for (Use use : uses.getOrDefault(cue(request.cue()), List.of())) {
      answer = answer.concatLazy(
          Source.lazySource(() -> Source.completionStage(tools.use(use.tool, use.arguments))
              .map(result -> new Part.Say(result.told()))));
    }
    if (hanging.contains(cue(request.cue()))) {
      answer = answer.concat(Source.maybe());
    }
    Source<Part, NotUsed> whole = answer;
    return thinking.isZero() ? whole : later().flatMapConcat(now -> whole);
  }

  @Override
  public void interrupted(String call, Cut cut) {
    cuts.add(cut);
  }

  /** Where it was broken into. */
  public List<Cut> cuts() {
    return cuts;
  }

  private Source<String, NotUsed> later() {
    return Source.completionStage(Patterns.after(
        thinking, world.system().classicSystem(), () -> CompletableFuture.completedFuture("now")));
  }

  private static String cue(Cue cue) {
    if (cue instanceof Cue.Words said) {
      return said.words();
    }
    if (cue instanceof Cue.Digits pressed) {
      return "key " + pressed.digits();
    }
    if (cue instanceof Cue.Silence silence) {
      return "silence " + silence.times();
    }
    if (cue instanceof Cue.TransferFailed) {
      return "transfer failed";
    }
    if (cue instanceof Cue.HandedOff) {
      return "handed off";
    }
    if (cue instanceof Cue.Hint hint) {
      return "hint " + hint.words();
    }
    throw new AssertionError(cue);
  }
}
