package talkspurt.telemetry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the database is away, and the log has said so: what fails because of that is then counted and not written, so that one
 * line tells of an outage and another of its end. Of the whole process, as its log is. Thread-safe.
 */
public final class KnownOutage {

  private static final AtomicBoolean LASTS = new AtomicBoolean();
  private static final AtomicLong LEFT_OUT = new AtomicLong();

  private KnownOutage() {}

  /** It was told. */
  public static void begins() {
    LEFT_OUT.set(0);
    LASTS.set(true);
  }

  /** It is over; how many lines were left out. */
  public static long ends() {
    LASTS.set(false);
    return LEFT_OUT.get();
  }

  /** Whether a line that tells what an outage may have caused is to be left out, which counts it. */
  public static boolean leavesOut() {
    boolean lasts = LASTS.get();
    if (lasts) {
      LEFT_OUT.incrementAndGet();
    }
    return lasts;
  }
}
