package talkspurt.outcome;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.Spending;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallStory;
import talkspurt.control.ClusterWork;
import talkspurt.control.DueOutcome;
import talkspurt.control.OutcomeWork;
import talkspurt.control.Outcomes;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.OutcomeMetrics;

/**
 * Looks for work on outcomes and has it done: one in the cluster, each kind of work beside the others. What a node had
 * taken up that died is taken up again once its lease is over.
 */
public final class OutcomeWorker {

  /** Calls whose end a node of an earlier version wrote to the log are looked for so far back. */
  private static final Duration LOOK_BACK = Duration.ofHours(6);

  private static final int MOST_SETTLED = 100;
  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWorker.class);

  private final Outcomes outcomes;
  private final OutcomeDesk desk;
  private final OutcomeSettings settings;
  private final InstantSource clock;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  private OutcomeWorker(
      Outcomes outcomes, OutcomeDesk desk, OutcomeSettings settings, InstantSource clock) {
    this.outcomes = outcomes;
    this.desk = desk;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes part in it.
   *
   * @param stories tells what is known of a call
   * @param policies what a profile, of a version, wants to know; empty where there is no such profile
   */
  public static void start(
      ActorSystem<?> system,
      Outcomes outcomes,
      Function<UUID, CompletionStage<Optional<CallStory>>> stories,
      BiFunction<String, String, Optional<OutcomePolicy>> policies,
      OutcomeSettings settings,
      InstantSource clock,
      OutcomeMetrics metrics) {
    OutcomeDesk.Surroundings around = new OutcomeDesk.Surroundings() {
      @Override
      public CompletionStage<Optional<CallStory>> story(UUID callId) {
        return stories.apply(callId);
      }

      @Override
      public Optional<OutcomePolicy> policy(String profile, String version) {
        return policies.apply(profile, version);
      }

      @Override
      public CompletionStage<Boolean> put(
          DueOutcome taken,
          CallOutcome now,
          Optional<OutcomeWork> next,
          Instant at,
          int attempts,
          Spending cost) {
        return outcomes.put(taken, now, next, at, attempts, cost);
      }
    };
    OutcomeWorker worker = new OutcomeWorker(
        outcomes, new OutcomeDesk(around, settings, clock, metrics), settings, clock);
    ClusterWork.start(
        system,
        "outcomes",
        Arrays.stream(OutcomeWork.values())
            .<Supplier<Source<?, NotUsed>>>map(work -> () -> worker.done(work))
            .toList(),
        () -> {});
  }

  private Source<Boolean, NotUsed> done(OutcomeWork work) {
    int most = work == OutcomeWork.SETTLE ? MOST_SETTLED : settings.parallel();
    Source<Integer, NotUsed> missing = work == OutcomeWork.SETTLE
        ? Source.completionStage(outcomes.beginMissing(clock.instant().minus(LOOK_BACK)))
        : Source.empty();
    return missing
        .filter(found -> false)
        .concatLazy(Source.tick(Duration.ZERO, settings.lookEvery(), 0)
            .mapMaterializedValue(ticks -> NotUsed.getInstance()))
        .conflate((before, now) -> now)
        .mapAsync(1, tick -> outcomes.take(work, most, clock.instant(), settings.lease()))
        .mapConcat(taken -> taken)
        .mapAsyncUnordered(settings.parallel(), this::one);
  }

  /** One call gone wrong must not keep the others; it is taken up again once its lease is over. */
  private CompletionStage<Boolean> one(DueOutcome due) {
    return desk.on(due).exceptionally(broken -> {
      limited.log(
          "broken",
          more -> LOG.warn(
              "work on the outcome of call {} ({}) has failed, trying again{}",
              due.outcome().callId(),
              due.work(),
              more,
              broken));
      return false;
    });
  }
}
