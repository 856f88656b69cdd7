package talkspurt.provider.transport;

import java.time.Duration;
import java.util.function.Consumer;
import talkspurt.telemetry.NanoClock;

/** For how long a provider has said that it takes no more, as where its rate limit is used up. Thread-safe. */
public final class Quota {

  private final NanoClock clock;
  private final Consumer<Duration> figure;
  private boolean spent;
  private long untilNanos;

  /**
   * Of a provider that has said nothing.
   *
   * @param figure is told each time what it says
   */
  public Quota(NanoClock clock, Consumer<Duration> figure) {
    this.clock = clock;
    this.figure = figure;
  }

  /**
   * The provider says how it stands now; what it said before does not count any more.
   *
   * @param wait for how long it takes no more; zero: it takes some
   */
  public synchronized void told(Duration wait) {
    spent = !wait.isZero();
    figure.accept(wait);
    untilNanos = clock.nanoTime() + wait.toNanos();
  }

  /** For how long it takes no more; zero: it does. */
  public synchronized Duration takesNothingFor() {
    long left = untilNanos - clock.nanoTime();
    return spent && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }
}
