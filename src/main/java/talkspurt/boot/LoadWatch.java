package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.Overload;
import talkspurt.telemetry.Metrics;

/** Looks once a second whether the node keeps up, and tells the others whether it takes more calls. Thread-safe. */
final class LoadWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Overload overload;
  private final Metrics metrics;
  private final Consumer<Boolean> tellOthers;
  private volatile boolean overloaded;
  private volatile boolean full;
  private volatile boolean noRoom;
  private boolean toldFull;

  /**
   * Of a node that keeps up.
   *
   * @param tellOthers told when the node takes no more calls, and when it takes some again
   */
  LoadWatch(Overload overload, Metrics metrics, Consumer<Boolean> tellOthers) {
    this.overload = overload;
    this.metrics = metrics;
    this.tellOthers = tellOthers;
    metrics.calls().overloadKnown(() -> overloaded ? 1 : 0);
  }

  /**
   * Looks from now on.
   *
   * @param noRoomNow whether most callers find no place here, for whatever reason
   */
  void start(ActorSystem<?> system, BooleanSupplier noRoomNow) {
    system
        .scheduler()
        .scheduleWithFixedDelay(EVERY, EVERY, () -> look(noRoomNow), system.executionContext());
  }

  /** Whether the node cannot keep up. */
  boolean overloaded() {
    return overloaded;
  }

  /** The node has as many calls as it may have, or not any more. */
  void full(boolean now) {
    full = now;
    tell();
  }

  void look(BooleanSupplier noRoomNow) {
    long loops = metrics.loops().takeLatest();
    long journal = metrics.database().takeSlowestWrite();
    if (overload.looked(loops, journal)) {
      overloaded = overload.overloaded();
      if (overloaded) {
        LOG.warn(
            "this node cannot keep up (a media loop {} ms late, a journal write {} ms): new calls are refused",
            loops / 1_000_000,
            journal / 1_000_000);
      } else {
        LOG.info("this node keeps up again: new calls are taken");
      }
    }
    noRoom = noRoomNow.getAsBoolean();
    tell();
  }

  /** Asks nobody: who tells may hold a lock. */
  private synchronized void tell() {
    boolean now = full || overloaded || noRoom;
    if (now != toldFull) {
      toldFull = now;
      tellOthers.accept(now);
    }
  }
}
