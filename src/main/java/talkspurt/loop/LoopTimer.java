package talkspurt.loop;

/**
 * Runs something of one line at the tick nearest to when it is due; that must not throw. For the loop's own
 * thread.
 */
public final class LoopTimer {

  private final MediaLoop loop;
  private final Runnable task;
  private long dueNanos;
  private boolean set;

  LoopTimer(MediaLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
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

  void tick(TickGrid.Tick tick) {
    if (set && tick.covers(dueNanos)) {
      set = false;
      task.run();
    }
  }
}
