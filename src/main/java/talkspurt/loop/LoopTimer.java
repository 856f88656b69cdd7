package talkspurt.loop;

import java.time.Duration;
import talkspurt.telemetry.NanoClock;

/** Runs something of one line at the tick nearest to when it is due. For the loop's own thread. */
final class LoopTimer implements StageTimer {

  private final MediaLoop loop;
  private final NanoClock clock;
  private final Runnable task;
  private long dueNanos;
  private long everyNanos;
  private boolean set;

  LoopTimer(MediaLoop loop, NanoClock clock, Runnable task) {
    this.loop = loop;
    this.clock = clock;
    this.task = task;
  }

  /** At the earliest at the next tick. */
  @Override
  public void at(long dueNanos) {
    this.dueNanos = dueNanos;
    everyNanos = 0;
    set = true;
  }

  @Override
  public void every(Duration every) {
    at(clock.nanoTime() + every.toNanos());
    everyNanos = every.toNanos();
  }

  @Override
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
