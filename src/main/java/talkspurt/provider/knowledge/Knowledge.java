package talkspurt.provider.knowledge;

import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.language.Wording;
import talkspurt.provider.Embedder;
import talkspurt.provider.Embedder.Result;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Retriever;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Backoff;
import talkspurt.telemetry.ProviderMetrics;

/**
 * Documents that an agent may answer by, for all calls of a profile: what the caller says is searched for
 * in them with each turn, before the agent is asked. Their vectors are made once, in the background; where that
 * fails, several times more within a minute, and then again when somebody asks. Thread-safe.
 */
public final class Knowledge implements Retriever {

  /** How many passages are embedded at a time. */
  static final int BATCH = 32;

  private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);
  private static final int SHORT = 5;
  private static final int RETRIES = 8;

  private final ActorSystem<?> system;
  private final List<Passage> passages;
  private final Embedder embedder;
  private final KnowledgeSettings settings;
  private final ProviderMetrics metrics;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(250), Duration.ofMinutes(1), RETRIES, Duration.ofMinutes(2));
  private final List<float[]> made = new ArrayList<>();
  private volatile List<float[]> vectors = List.of();

  private Knowledge(
      ActorSystem<?> system,
      List<Passage> passages,
      Embedder embedder,
      KnowledgeSettings settings,
      ProviderMetrics metrics) {
    this.system = system;
    this.passages = List.copyOf(passages);
    this.embedder = embedder;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Passages of which nothing is known before {@link #prepare}. */
  public static Knowledge create(
      ActorSystem<?> system,
      List<Passage> passages,
      Embedder embedder,
      KnowledgeSettings settings,
      ProviderMetrics metrics) {
    return new Knowledge(system, passages, embedder, settings, metrics);
  }

  /** Has the vectors of the passages made, if nobody has yet. */
  public Knowledge prepare() {
    if (begun.compareAndSet(false, true)) {
      next();
    }
    return this;
  }

  /** One batch after the other, each when the one before it is there: {@code made} has one owner at a time. */
  private void next() {
    int from = made.size();
    int to = Math.min(passages.size(), from + BATCH);
    embedder
        .embed(passages.subList(from, to).stream().map(Passage::whole).toList(), UsageMeter.NONE)
        .thenAccept(result -> {
          if (result instanceof Result.Vectors told && fits(told, to - from)) {
            told.vectors().forEach(vector -> made.add(unit(vector)));
            backoff.reset();
            if (made.size() == passages.size()) {
              vectors = List.copyOf(made);
              LOG.info("{} passages can be searched by {}", made.size(), embedder.name());
            } else {
              next();
            }
          } else {
            again(failure(result));
          }
        });
  }

  private boolean fits(Result.Vectors told, int wanted) {
    return told.vectors().size() == wanted
        && Stream.concat(made.stream().limit(1), told.vectors().stream())
                .mapToInt(vector -> vector.length)
                .distinct()
                .count()
            == 1;
  }

  private ProviderFailure failure(Result result) {
    return result instanceof Result.Failed failed
        ? failed.failure()
        : new ProviderFailure(Kind.BROKE_PROTOCOL, embedder.name(), "vectors of other numbers");
  }

  private void again(ProviderFailure failure) {
    failed(failure);
    Optional<Duration> pause = backoff.next(Duration.ZERO);
    LOG.warn(
        "documents cannot be searched: {} {} ({}); trying again {}",
        failure.provider(),
        failure.kind().label(),
        failure.detail(),
        pause.map(wait -> "in " + wait.toMillis() + " ms").orElse("when a caller asks"));
    pause.ifPresentOrElse(
        wait -> Patterns.after(wait, system.classicSystem(), () -> {
          next();
          return CompletableFuture.completedFuture(null);
        }),
        () -> {
          backoff.reset();
          begun.set(false);
        });
  }

  private void failed(ProviderFailure failure) {
    metrics.providerFailed(failure.provider(), failure.kind().name());
  }

  @Override
  public CompletionStage<String> told(Responder.Request request) {
    List<String> asked = asked(request);
    Wording words = request.speech().wording();
    if (asked.isEmpty()) {
      return CompletableFuture.completedFuture("");
    }
    if (vectors.isEmpty()) {
      prepare();
      return CompletableFuture.completedFuture(KnowledgeNote.unavailable(words));
    }
    return embedder
        .embed(asked, request.meter())
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(
            new Result.Failed(
                new ProviderFailure(Kind.TOO_SLOW, embedder.name(), "no vector in time")),
            settings.timeout().toMillis(),
            TimeUnit.MILLISECONDS)
        .thenApply(result -> note(result, words));
  }

  /** The caller's words; where they are few ("and on Sunday?"), also behind what they said before. */
  private static List<String> asked(Responder.Request request) {
    if (!(request.cue() instanceof Cue.Words said) || said.words().isBlank()) {
      return List.of();
    }
    String words = said.words();
    List<String> before = request.history().stream()
        .filter(line -> line.speaker() == Responder.Speaker.CALLER && !line.keys())
        .map(Responder.Line::words)
        .toList();
    int last =
        before.size() - (!before.isEmpty() && before.get(before.size() - 1).equals(words) ? 2 : 1);
    return words.split("\\s+").length > SHORT || last < 0
        ? List.of(words)
        : List.of(words, before.get(last) + " " + words);
  }

  private String note(Result result, Wording words) {
    if (result instanceof Result.Vectors told
        && told.vectors().stream().allMatch(one -> one.length == vectors.get(0).length)) {
      List<float[]> asked = told.vectors().stream().map(Knowledge::unit).toList();
      return KnowledgeNote.of(nearest(asked), words);
    }
    ProviderFailure failure = failure(result);
    failed(failure);
    LOG.warn(
        "documents could not be searched: {} {} ({})",
        failure.provider(),
        failure.kind().label(),
        failure.detail());
    return KnowledgeNote.unavailable(words);
  }

  private record Scored(int passage, double likeness) {}

  private List<Passage> nearest(List<float[]> asked) {
    return IntStream.range(0, passages.size())
        .mapToObj(at -> new Scored(
            at,
            asked.stream()
                .mapToDouble(one -> product(one, vectors.get(at)))
                .max()
                .orElse(0)))
        .filter(scored -> scored.likeness >= settings.leastLikeness())
        .sorted(Comparator.comparingDouble(Scored::likeness).reversed())
        .limit(settings.passages())
        .map(scored -> passages.get(scored.passage))
        .toList();
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }

  /** The same direction, of length 1. A vector of zeros, or of what is no number, is like nothing. */
  private static float[] unit(float[] vector) {
    double length = Math.sqrt(product(vector, vector));
    float[] unit = new float[vector.length];
    for (int at = 0; length > 0 && Double.isFinite(length) && at < unit.length; at++) {
      unit[at] = (float) (vector[at] / length);
    }
    return unit;
  }
}
