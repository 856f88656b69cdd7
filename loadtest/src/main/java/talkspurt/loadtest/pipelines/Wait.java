package talkspurt.loadtest.pipelines;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is to come about. */
final class Wait {
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private Wait() {}

  /** Whether it did within that time. */
  static boolean atMost(long nanos, BooleanSupplier condition) {
    long end = System.nanoTime() + nanos;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) return false;
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return true;
  }
}
