package talkspurt.dialling;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.ClusterWork;
import talkspurt.control.DatabaseFault;
import talkspurt.control.OutboundCalls.Claim;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialProgress;
import talkspurt.outbound.Dialler;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.Pacer;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan.Attempt;
import talkspurt.outbound.Trunk;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.OutboundMetrics;

/**
 * Dials calls that are due, one node in the cluster. What an earlier worker had claimed is looked for at the exchange, and
 * never dialled again: each round reads what is open from the database, so that nothing hangs on what this actor remembers.
 */
public final class OutboundWorker extends AbstractBehavior<OutboundWorker.Command> {

  /** What it tells itself. */
  sealed interface Command {}

  private record Look() implements Command {}

  /** What was claimed or answered, and what became of those that were answered. */
  private record Open(List<Outbound> calls, Map<UUID, Optional<DialOutcome>> spoken)
      implements Command {}

  private record Due(List<Outbound> calls) implements Command {}

  private record Claimed(Outbound one, Optional<Claim> claim) implements Command {}

  private record Told(Outbound one, DialProgress progress) implements Command {}

  private record Found(Outbound one, Dialler.Found found) implements Command {}

  /** A change was written. */
  private record Written(Change change) implements Command {}

  private record Forgotten() implements Command {}

  /**
   * Something could not be read or written.
   *
   * @param again what is to be done again after a while
   */
  private record Failed(String what, Throwable fault, Optional<Command> again) implements Command {}

  /**
   * A change that has to be written, until it is.
   *
   * @param attempt of which call
   * @param leaves whether this worker has nothing more to do with the attempt then
   * @param written made anew from the row as it is, each time
   */
  private record Change(
      String attempt, boolean leaves, Supplier<CompletionStage<Optional<Outbound>>> written)
      implements Command {}

  private static final Logger LOG = LoggerFactory.getLogger(OutboundWorker.class);
  private static final int MOST_DUE = 50;
  private static final int MAX_LINES_PER_MINUTE = 3;
  private static final int MOST_FORGOTTEN = 500;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration FIND_EVERY = Duration.ofSeconds(5);
  private static final Duration NO_TRUNK = Duration.ofMinutes(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  /** Not sent: the exchange's host is away, most likely. */
  private static final Duration NOT_SENT_AGAIN = Duration.ofSeconds(15);

  /** For so long the exchange is asked for an attempt whose dialler is gone. */
  private static final Duration DOUBTED = Duration.ofMinutes(10);

  /** Within this time an answered call is in the log, or never reached the engine. */
  private static final Duration ARRIVES = Duration.ofSeconds(90);

  /** Longer than any rule counts a dial: seven days by calendar, in whatever zone. */
  private static final Duration DIALS_COUNT = Duration.ofDays(10);

  private final TimerScheduler<Command> timers;
  private final OutboundStore store;
  private final Dialler dialler;
  private final BooleanSupplier open;
  private final OutboundSettings settings;
  private final InstantSource clock;
  private final OutboundMetrics metrics;
  private final Pacer pacer;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);
  private final Set<String> mine = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, Instant> soughtAt = new HashMap<>();
  private final Deque<Outbound> queue = new ArrayDeque<>();
  private final Set<String> full = new HashSet<>();
  private Instant forgetAt = Instant.EPOCH;

  private OutboundWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      OutboundStore store,
      Dialler dialler,
      BooleanSupplier open,
      OutboundSettings settings,
      InstantSource clock,
      OutboundMetrics metrics) {
    super(context);
    this.timers = timers;
    this.store = store;
    this.dialler = dialler;
    this.open = open;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.pacer = new Pacer(
        settings.pace(),
        settings.trunks().values().stream().collect(Collectors.toMap(Trunk::name, Trunk::pace)),
        clock.instant());
    look(Duration.ZERO);
  }

  /**
   * Takes part in it.
   *
   * @param open whether the engine takes new calls: nobody is called whom no bot would talk to
   */
  public static void start(
      ActorSystem<?> system,
      OutboundStore store,
      Dialler dialler,
      BooleanSupplier open,
      OutboundSettings settings,
      InstantSource clock,
      OutboundMetrics metrics) {
    ClusterWork.start(system, "outbound", create(store, dialler, open, settings, clock, metrics));
  }

  /** Runs as long as the actor lives. */
  static Behavior<Command> create(
      OutboundStore store,
      Dialler dialler,
      BooleanSupplier open,
      OutboundSettings settings,
      InstantSource clock,
      OutboundMetrics metrics) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers ->
        new OutboundWorker(context, timers, store, dialler, open, settings, clock, metrics)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> round())
        .onMessage(Open.class, this::open)
        .onMessage(Due.class, this::due)
        .onMessage(Claimed.class, this::claimed)
        .onMessage(Told.class, this::told)
        .onMessage(Found.class, this::found)
        .onMessage(Written.class, this::written)
        .onMessage(Change.class, this::write)
        .onMessage(Forgotten.class, forgotten -> this)
        .onMessage(Failed.class, this::failed)
        .build();
  }

  private void look(Duration after) {
    timers.startSingleTimer(new Look(), after);
  }

  // ---- what is open

  private Behavior<Command> round() {
    pipe(
        store
            .open()
            .thenCompose(open -> store
                .spoken(open.stream()
                    .filter(one -> one.call().state() instanceof OutboundState.Answered)
                    .map(Outbound::callId)
                    .toList())
                .thenApply(spoken -> new Open(open, spoken))),
        "what is open",
        Optional.of(new Look()));
    return this;
  }

  private Behavior<Command> open(Open open) {
    Instant now = clock.instant();
    Set<String> there = new HashSet<>();
    for (Outbound one : open.calls()) {
      String attempt = one.callId().toString();
      there.add(attempt);
      if (!counted.contains(attempt)
          && settings.trunks().containsKey(one.order().trunk())) {
        pacer.goesOn(one.order().trunk(), attempt);
        counted.add(attempt);
      }
      watch(one, open.spoken(), now);
    }
    counted.removeIf(attempt -> {
      boolean over = !there.contains(attempt) && !mine.contains(attempt);
      if (over) {
        pacer.over(attempt);
      }
      return over;
    });
    soughtAt.keySet().retainAll(there);
    metrics.open(counted.size());
    if (!now.isBefore(forgetAt)) {
      forget(now);
    }
    List<String> ready = settings.trunks().values().stream()
        .filter(trunk -> this.open.getAsBoolean() && dialler.ready(trunk))
        .map(Trunk::name)
        .toList();
    pipe(
        store.due(now, ready, MOST_DUE).thenApply(Due::new),
        "what is due",
        Optional.of(new Look()));
    return this;
  }

  private void watch(Outbound one, Map<UUID, Optional<DialOutcome>> spoken, Instant now) {
    OutboundState state = one.call().state();
    int attempt = one.call().attempt();
    boolean own = mine.contains(one.callId().toString());
    if (state instanceof OutboundState.Cancelling && own) {
      dialler.cancel(one.callId().toString());
    } else if ((state instanceof OutboundState.Claimed || state instanceof OutboundState.Cancelling)
        && !own) {
      change(one, false, call -> call.abandoned(attempt, now));
    } else if (state instanceof OutboundState.Doubtful doubtful) {
      seek(one, doubtful, now);
    } else if (state instanceof OutboundState.Answered answered) {
      answered(one, answered, spoken, now);
    }
  }

  private void answered(
      Outbound one,
      OutboundState.Answered state,
      Map<UUID, Optional<DialOutcome>> spoken,
      Instant now) {
    Optional<DialOutcome> outcome = spoken.getOrDefault(one.callId(), Optional.empty());
    if (outcome.isPresent()) {
      end(one, outcome.get(), Optional.empty());
    } else if (!spoken.containsKey(one.callId()) && now.isAfter(state.at().plus(ARRIVES))) {
      LOG.warn("outbound call {} was answered, but never came to the engine", one.callId());
      end(one, DialOutcome.FAILED, Optional.of(new ReleaseCause(0, "never came to the engine")));
    }
  }

  private void seek(Outbound one, OutboundState.Doubtful doubtful, Instant now) {
    String attempt = one.callId().toString();
    Instant last = soughtAt.getOrDefault(attempt, Instant.EPOCH);
    Trunk trunk = settings.trunks().get(one.order().trunk());
    if (trunk == null || now.isAfter(doubtful.at().plus(DOUBTED))) {
      end(one, DialOutcome.UNKNOWN, Optional.empty());
    } else if (!now.isBefore(last.plus(FIND_EVERY))) {
      soughtAt.put(attempt, now);
      pipe(
          dialler.find(attempt, trunk).thenApply(found -> new Found(one, found)),
          "an attempt",
          Optional.empty());
    }
  }

  private Behavior<Command> found(Found found) {
    Outbound one = found.one();
    int attempt = one.call().attempt();
    if (found.found() == Dialler.Found.ANSWERED) {
      change(one, false, call -> call.answered(attempt, clock.instant()));
    } else if (found.found() == Dialler.Found.NONE) {
      end(one, DialOutcome.UNKNOWN, Optional.empty());
    }
    return this;
  }

  // ---- what is due

  private Behavior<Command> due(Due due) {
    queue.clear();
    queue.addAll(due.calls());
    full.clear();
    return next(pause());
  }

  /** Where there is no trunk, all that is left to do is to forget. */
  private Duration pause() {
    return settings.trunks().isEmpty() ? NO_TRUNK : settings.lookEvery();
  }

  /** One after the other: two calls of the same number must know of each other. */
  private Behavior<Command> next(Duration otherwise) {
    while (!queue.isEmpty()) {
      Outbound one = queue.poll();
      String attempt = one.callId().toString();
      if (full.contains(one.order().trunk()) || counted.contains(attempt)) {
        continue;
      }
      Instant now = clock.instant();
      Pacer.Grant grant = pacer.ask(one.order().trunk(), attempt, now);
      if (grant instanceof Pacer.Grant.Granted) {
        counted.add(attempt);
        mine.add(attempt);
        getContext()
            .pipeToSelf(
                store.claim(one.id(), settings.rules(), now),
                (claim, fault) ->
                    fault == null ? new Claimed(one, Optional.of(claim)) : claimFailed(one, fault));
        return this;
      }
      full.add(one.order().trunk());
      if (grant instanceof Pacer.Grant.NotBefore notBefore) {
        Duration left = Duration.between(now, notBefore.at());
        otherwise = left.compareTo(otherwise) < 0 ? left : otherwise;
      }
    }
    look(otherwise);
    return this;
  }

  private Command claimFailed(Outbound one, Throwable fault) {
    getContext().getSelf().tell(new Failed("a claim", fault, Optional.empty()));
    return new Claimed(one, Optional.empty());
  }

  /** A claim that failed may have been written: it is found in the next round, and not dialled. */
  private Behavior<Command> claimed(Claimed answer) {
    String attempt = answer.one().callId().toString();
    if (answer.claim().orElse(new Claim.NotNow()) instanceof Claim.Claimed claimed) {
      dial(claimed.one());
    } else {
      mine.remove(attempt);
    }
    if (answer.claim().orElse(new Claim.NotNow()) instanceof Claim.Refused refused) {
      metrics.refused(refused.why().wire());
      LOG.info(
          "outbound call {} is refused: {}", answer.one().id(), refused.why().wire());
    }
    return next(pause());
  }

  private void dial(Outbound one) {
    metrics.dialled(one.order().trunk());
    LOG.info(
        "outbound call {}: attempt {} is dialled by trunk {}",
        one.callId(),
        one.call().attempt(),
        one.order().trunk());
    dialler.dial(
        one.dial(settings.trunks().get(one.order().trunk())),
        progress -> getContext().getSelf().tell(new Told(one, progress)));
  }

  private Behavior<Command> told(Told told) {
    Outbound one = told.one();
    int attempt = one.call().attempt();
    DialProgress progress = told.progress();
    if (progress instanceof DialProgress.Answered) {
      change(one, true, call -> call.answered(attempt, clock.instant()));
    } else if (progress instanceof DialProgress.Released released) {
      end(one, released.cause().outcome(), Optional.of(released.cause()));
    } else if (progress instanceof DialProgress.NotSent not) {
      limited.log(
          "not-sent",
          more -> LOG.warn(
              "outbound call {} was not dialled ({}), trying again{}",
              one.callId(),
              not.why(),
              more));
      Instant due = clock.instant().plus(NOT_SENT_AGAIN);
      write(new Change(
          one.callId().toString(), true, () -> store.notSent(one, due, clock.instant())));
    } else if (progress instanceof DialProgress.Lost lost) {
      LOG.warn("outbound call {}: nothing is known of its attempt ({})", one.callId(), lost.why());
      Instant now = clock.instant();
      change(one, true, call -> call.abandoned(attempt, now));
    }
    return this;
  }

  /** An attempt is over; one that was to be cancelled was cancelled. */
  private void end(Outbound one, DialOutcome outcome, Optional<ReleaseCause> cause) {
    int attempt = one.call().attempt();
    Instant now = clock.instant();
    change(
        one,
        true,
        call -> call.ended(
            attempt,
            new Attempt(
                call.state() instanceof OutboundState.Cancelling ? DialOutcome.CANCELLED : outcome,
                now,
                cause),
            settings.retry().atMost(one.order().attempts())));
    metrics.attemptOver(outcome.wire());
  }

  // ---- what is written

  private void change(
      Outbound one, boolean leaves, Function<OutboundCall, Optional<OutboundCall>> how) {
    write(new Change(
        one.callId().toString(), leaves, () -> store.change(one.id(), clock.instant(), how)));
  }

  private Behavior<Command> write(Change change) {
    pipe(
        change.written().get().thenApply(written -> new Written(change)),
        "a change",
        Optional.of(change));
    return this;
  }

  private Behavior<Command> written(Written written) {
    if (written.change().leaves()) {
      mine.remove(written.change().attempt());
    }
    return this;
  }

  private Behavior<Command> failed(Failed failed) {
    limited.log(
        "failed",
        more -> LOG.warn(
            "outbound calls: {} cannot be read or written ({}), trying again{}",
            failed.what(),
            DatabaseFault.meaning(failed.fault()),
            more));
    failed.again().ifPresent(again -> timers.startSingleTimer(again, again, AGAIN));
    return this;
  }

  private void forget(Instant now) {
    forgetAt = now.plus(FORGET_EVERY);
    pipe(
        store
            .forget(now.minus(settings.keepFor()), now.minus(DIALS_COUNT), MOST_FORGOTTEN, now)
            .thenApply(done -> new Forgotten()),
        "what is old",
        Optional.empty());
  }

  private void pipe(
      CompletionStage<? extends Command> stage, String what, Optional<Command> again) {
    getContext()
        .pipeToSelf(stage, (done, fault) -> fault == null ? done : new Failed(what, fault, again));
  }
}
