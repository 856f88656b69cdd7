package talkspurt.loadtest.pipelines;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How long this machine stood still: a thread that wants to run every {@value #EVERY_MS} ms notes how late
 * it was. What only a machine that stalls can fail is judged by it.
 */
final class Stalls {

  /** From here on a frame of speech may have come too late to be played. */
  static final int STALL_MS = 100;

  private static final int EVERY_MS = 10;

  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  /** Watches from now on, as long as the process lives. */
  static Stalls watch() {
    Stalls stalls = new Stalls();
    Thread thread = new Thread(stalls::look, "stalls");
    thread.setDaemon(true);
    thread.start();
    return stalls;
  }

  private void look() {
    try {
      for (long last = System.nanoTime(); ; ) {
        TimeUnit.MILLISECONDS.sleep(EVERY_MS);
        long now = System.nanoTime();
        ran(TimeUnit.NANOSECONDS.toMillis(now - last));
        last = now;
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread ran again after so many milliseconds. */
  void ran(long afterMs) {
    longest.accumulate(afterMs - EVERY_MS);
  }

  /** The longest stall so far, in ms. */
  long longestMs() {
    return longest.get();
  }

  /** Whether one was long enough to be heard. */
  boolean any() {
    return longestMs() >= STALL_MS;
  }
}
