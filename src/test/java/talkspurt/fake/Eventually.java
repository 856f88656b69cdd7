package talkspurt.fake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what another thread does: a gauge that is set, an entry of a list, a file. */
public final class Eventually {

  /** Only a machine that stands still takes so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long LOOK_EVERY_MS = 5;

  private Eventually() {}

  /** Returns as soon as the assertion holds; throws its last failure when it never does. */
  public static void holds(Runnable assertion) {
    holdsWithin(PATIENCE, assertion);
  }

  /** The same, with other patience than the usual. */
  static void holdsWithin(Duration patience, Runnable assertion) {
    CountDownLatch never = new CountDownLatch(1);
    for (long left = patience.toMillis() / LOOK_EVERY_MS; ; left--) {
      try {
        assertion.run();
        return;
      } catch (AssertionError | RuntimeException notYet) {
        if (left <= 0) {
          throw notYet;
        }
      }
      try {
        never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AssertionError("stopped while waiting", stopped);
      }
    }
  }
}
