package talkspurt.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Tells the time it was moved to. */
final class MovingClock implements InstantSource {

  private final AtomicReference<Instant> now;

  MovingClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** A second later. */
  Instant pass() {
    return now.updateAndGet(before -> before.plusSeconds(1));
  }
}
