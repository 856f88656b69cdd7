package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.KeepingMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Removes what was kept long enough, and what somebody wants deleted, on one node of the cluster. After each small
 * transaction it rests three times as long, so that calls have the database. Where its node dies, another goes on with it.
 */
public final class RetentionWorker extends AbstractBehavior<RetentionWorker.Command> {

  /** What it tells itself. */
  sealed interface Command {}

  private record Look() implements Command {}

  /**
   * A transaction is over.
   *
   * @param asked how many calls, and of how many the files, were deleted because somebody asked for it
   * @param page what went by age; empty where no pass was under way
   */
  private record Done(int asked, Optional<RetentionPass.Page> page, Duration took)
      implements Command {}

  private record Failed(Throwable fault) implements Command {}

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWorker.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration PASS_EVERY = Duration.ofHours(1);
  private static final Duration TELL_EVERY = Duration.ofDays(1);
  private static final Duration LEAST_REST = Duration.ofMillis(20);
  private static final int REST = 3;
  private static final int MAX_LINES_PER_MINUTE = 3;

  private final Database database;
  private final CallErasure erasure;
  private final RemovalWork removals;
  private final FileErasure files;
  private final DiskWatch disk;
  private final Supplier<RetentionRules> rules;
  private final InstantSource clock;
  private final KeepingMetrics metrics;
  private final TimerScheduler<Command> timers;
  private final NanoClock nanos = NanoClock.system();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final Map<RetentionKind, Long> removed = new EnumMap<>(RetentionKind.class);
  private Optional<RetentionPass> pass = Optional.empty();
  private Instant nextPass = Instant.EPOCH;
  private Instant told;
  private boolean failing;

  private RetentionWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Supplier<RetentionRules> rules,
      RecordingEraser eraser,
      InstantSource clock,
      KeepingMetrics metrics) {
    super(context);
    this.timers = timers;
    this.database = Database.of(context.getSystem());
    this.erasure = new CallErasure(CallKeys.of(context.getSystem()));
    this.removals = new RemovalWork(erasure);
    this.files = new FileErasure(database, eraser);
    this.disk = DiskWatch.of(context.getSystem());
    this.rules = rules;
    this.clock = clock;
    this.metrics = metrics;
    this.told = clock.instant();
    look(Duration.ZERO);
  }

  /**
   * Takes part in it.
   *
   * @param rules how long what is kept, as it holds now
   * @param eraser deletes files of recordings
   */
  public static void start(
      ActorSystem<?> system,
      Supplier<RetentionRules> rules,
      RecordingEraser eraser,
      InstantSource clock,
      KeepingMetrics metrics) {
    metrics.kindsKnown(RetentionKind.labels());
    ClusterWork.start(system, "retention", create(rules, eraser, clock, metrics));
  }

  /** Runs as long as the actor lives. */
  static Behavior<Command> create(
      Supplier<RetentionRules> rules,
      RecordingEraser eraser,
      InstantSource clock,
      KeepingMetrics metrics) {
    return Behaviors.setup(context -> Behaviors.withTimers(
        timers -> new RetentionWorker(context, timers, rules, eraser, clock, metrics)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> page())
        .onMessage(Done.class, this::rest)
        .onMessage(Failed.class, this::failed)
        .build();
  }

  private Behavior<Command> page() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (pass.isEmpty() && !now.isBefore(nextPass)) {
      pass = Optional.of(new RetentionPass(rules.get(), erasure));
      nextPass = now.plus(PASS_EVERY);
    }
    long since = nanos.nanoTime();
    Optional<RetentionPass> own = pass;
    getContext()
        .pipeToSelf(
            written(own, now),
            (done, fault) -> fault == null
                ? new Done(done.asked, done.page, Duration.ofNanos(nanos.nanoTime() - since))
                : new Failed(fault));
    return this;
  }

  private CompletionStage<Done> written(Optional<RetentionPass> own, Instant now) {
    try {
      disk.check(); // to delete, H2 writes too
    } catch (DiskFullException full) {
      return CompletableFuture.failedFuture(full);
    }
    return database
        .transact(connection -> removals.page(connection, now))
        .thenCompose(asked -> files.asked(now).thenApply(erased -> asked + erased))
        .thenCompose(
            asked -> aged(own, now).thenApply(page -> new Done(asked, page, Duration.ZERO)));
  }

  private CompletionStage<Optional<RetentionPass.Page>> aged(
      Optional<RetentionPass> pass, Instant now) {
    if (pass.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    RetentionPass own = pass.get();
    if (own.atFiles()) {
      return database
          .transact(connection -> own.files(connection, now))
          .thenCompose(files::aged)
          .thenApply(calls -> Optional.of(new RetentionPass.Page(RetentionKind.RECORDINGS, calls)));
    }
    return database.transact(connection -> Optional.of(own.page(connection, now)));
  }

  private Behavior<Command> rest(Done done) {
    failing = false;
    done.page.ifPresent(page -> {
      removed.merge(page.kind(), (long) page.removed(), Long::sum);
      metrics.removed(page.kind().label(), page.removed());
    });
    pass.filter(own -> !own.goesOn()).ifPresent(this::over);
    boolean more = done.asked > 0 || pass.isPresent();
    Duration rest = done.took.multipliedBy(REST);
    look(more ? rest.compareTo(LEAST_REST) < 0 ? LEAST_REST : rest : LOOK_EVERY);
    return this;
  }

  private void over(RetentionPass own) {
    pass = Optional.empty();
    Instant now = clock.instant();
    if (own.waits()) {
      limited.log(
          "waits",
          more -> LOG.warn(
              "nothing is removed by age until the call log is rebuilt (rebuild-call-log){}",
              more));
      return;
    }
    own.oldest()
        .forEach((kind, oldest) -> metrics.oldest(
            kind.label(), oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO)));
    if (!now.isBefore(told.plus(TELL_EVERY))) {
      told = now;
      LOG.info(
          "removed in the last day, having been kept as long as the settings say: {}",
          removed.entrySet().stream()
              .map(one -> one.getKey().label() + " " + one.getValue())
              .collect(Collectors.joining(", ")));
      removed.clear();
    }
  }

  private Behavior<Command> failed(Failed failed) {
    pass = Optional.empty(); // its places may be those of a transaction that was rolled back
    if (!failing && !DiskFullException.caused(failed.fault())) {
      limited.logUnlessOutage(
          "failed",
          more -> LOG.warn(
              "data older than its retention cannot be removed ({}), trying again{}",
              DatabaseFault.meaning(failed.fault()),
              more));
    }
    failing = true;
    nextPass = clock.instant().plus(LOOK_EVERY);
    look(LOOK_EVERY);
    return this;
  }

  private void look(Duration after) {
    timers.startSingleTimer(new Look(), after);
  }
}
