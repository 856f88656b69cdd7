package talkspurt.loop;

import java.time.Duration;
import java.util.Optional;
import talkspurt.telemetry.NanoClock;

/** Runs something of one line at the tick nearest to when it is due. For the loop's own thread. */
public final class LoopTimer {

  private final MediaLoop loop;
  private final Runnable task;
  private long dueNanos;
  private long everyNanos;
  private boolean set;

  LoopTimer(MediaLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  /**
   * Runs a task again and again, where the calling thread is a loop's; empty elsewhere.
   *
   * @param every longer than a tick
   */
  public static Optional<LoopTimer> every(Duration every, NanoClock clock, Runnable task) {
    Optional<LoopTimer> timer = MediaLoop.current().map(loop -> loop.timer(task));
    timer.ifPresent(each -> {
      each.everyNanos = every.toNanos();
      each.at(clock.nanoTime() + each.everyNanos);
    });
    return timer;
  }

  /** Runs the task at the tick nearest to then, at the earliest the next one; replaces what was set before. */
  public void at(long dueNanos) {
    this.dueNanos = dueNanos;
    set = true;
  }

  /** Never runs again. */
  public void close() {
    set = false;
    loop.remove(this);
  }

  /** Whether the task is to be run at this tick. */
  boolean takes(TickGrid.Tick tick) {
    boolean taken = set && tick.covers(dueNanos);
    if (taken) {
      set = everyNanos > 0;
      dueNanos += everyNanos;
    }
    return taken;
  }

  Runnable task() {
    return task;
  }
}
