package talkspurt.provider.transport;

import java.time.Duration;
import talkspurt.telemetry.NanoClock;

/** For how long a provider has said that it takes no more, as where its rate limit is used up. Thread-safe. */
public final class Quota {

  private final NanoClock clock;
  private boolean spent;
  private long untilNanos;

  /** Of a provider that has said nothing. */
  public Quota(NanoClock clock) {
    this.clock = clock;
  }

  /**
   * The provider says how it stands now; what it said before does not count any more.
   *
   * @param wait for how long it takes no more; zero: it takes some
   */
  public synchronized void told(Duration wait) {
    spent = !wait.isZero();
    untilNanos = clock.nanoTime() + wait.toNanos();
  }

  /** For how long it takes no more; zero: it does. */
  public synchronized Duration takesNothingFor() {
    long left = untilNanos - clock.nanoTime();
    return spent && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }
}
