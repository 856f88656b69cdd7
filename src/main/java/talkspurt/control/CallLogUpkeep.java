package talkspurt.control;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Makes the call log anew where that is asked for: a page, and then a rest as long as the page took, so that calls have
 * half of the database at least. Begins again where a process that died has left off. Beside that it adds calls of an earlier
 * version to the index of words, and erases calls of which it is time.
 */
final class CallLogUpkeep extends AbstractBehavior<CallLogUpkeep.Command> {

  /** What it tells itself. */
  sealed interface Command {}

  private record Look() implements Command {}

  private record Done(Written written, Duration took) implements Command {}

  private record Written(RebuildPage page, WordIndexFill.Step filled) {}

  private record Failed(Throwable fault) implements Command {}

  private static final Logger LOG = LoggerFactory.getLogger(CallLogUpkeep.class);
  private static final int MAX_LINES_PER_MINUTE = 3;

  private final Database database;
  private final DiskWatch disk;
  private final CallKeys keys;
  private final InstantSource clock = InstantSource.system();
  private final CallLogRebuild rebuild;
  private final WordIndexFill fill;
  private final Duration lookEvery;
  private final TimerScheduler<Command> timers;
  private final NanoClock nanos = NanoClock.system();
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MAX_LINES_PER_MINUTE);

  /** Whether pages were being written; that the database is away is told by others. */
  private boolean working;

  private CallLogUpkeep(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Database database,
      CallLogRebuild rebuild,
      WordIndexFill fill,
      Duration lookEvery) {
    super(context);
    this.database = database;
    this.disk = DiskWatch.of(context.getSystem());
    this.keys = CallKeys.of(context.getSystem());
    this.rebuild = rebuild;
    this.fill = fill;
    this.lookEvery = lookEvery;
    this.timers = timers;
    look(Duration.ZERO);
  }

  /**
   * Runs as long as the actor lives.
   *
   * @param lookEvery how often it is looked whether there is something to do
   */
  static Behavior<Command> create(
      Database database, CallLogRebuild rebuild, WordIndexFill fill, Duration lookEvery) {
    return Behaviors.setup(context -> Behaviors.withTimers(
        timers -> new CallLogUpkeep(context, timers, database, rebuild, fill, lookEvery)));
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
    long since = nanos.nanoTime();
    getContext()
        .pipeToSelf(
            written(),
            (written, fault) -> fault == null
                ? new Done(written, Duration.ofNanos(nanos.nanoTime() - since))
                : new Failed(fault));
    return this;
  }

  private CompletionStage<Written> written() {
    try {
      disk.check();
    } catch (DiskFullException full) {
      return CompletableFuture.failedFuture(full);
    }
    return database.transact(connection -> {
      keys.destroyDue(connection, clock.instant());
      return new Written(rebuild.page(connection), fill.step(connection));
    });
  }

  private Behavior<Command> rest(Done done) {
    boolean filling = fill.committed(done.written().filled());
    working = filling || done.written().page() == RebuildPage.WRITTEN;
    look(working ? done.took() : lookEvery);
    return this;
  }

  private Behavior<Command> failed(Failed failed) {
    if (working && !DiskFullException.caused(failed.fault())) {
      limited.log(
          "rebuild",
          more -> LOG.warn(
              "the call log cannot be rebuilt or indexed ({}), trying again{}",
              DatabaseFault.meaning(failed.fault()),
              more));
    }
    look(lookEvery);
    return this;
  }

  private void look(Duration after) {
    timers.startSingleTimer(new Look(), after);
  }
}
