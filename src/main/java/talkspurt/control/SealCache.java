package talkspurt.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.telemetry.NanoClock;

/**
 * How calls are kept, as far as this node has read it lately, so many at most. Who reads what is kept asks for what was
 * read within the last seconds, so that an erased call is erased everywhere by then. Who writes takes what was used
 * within the last half hour: the way in which a live call is kept does not change. Thread-safe.
 */
final class SealCache {

  /** How old what is known may be for those who read. */
  static final Duration READ_WITHIN = Duration.ofSeconds(3);

  /** How long it is known to those who write, from its last use. */
  static final Duration USED_WITHIN = Duration.ofMinutes(30);

  private record Known(CallSeal seal, long readAt, long usedAt) {}

  private final NanoClock clock;
  private final Map<String, Known> known;

  SealCache(NanoClock clock, int most) {
    this.clock = clock;
    this.known = new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
        return size() > most || past(eldest.getValue().usedAt(), USED_WITHIN);
      }
    };
  }

  /** This was read just now. */
  synchronized void put(String callId, CallSeal seal) {
    long now = clock.nanoTime();
    known.put(callId, new Known(seal, now, now));
  }

  /** For those who read what is kept. */
  synchronized Optional<CallSeal> toRead(String callId) {
    return Optional.ofNullable(known.get(callId))
        .filter(one -> !past(one.readAt(), READ_WITHIN))
        .map(Known::seal);
  }

  /** For those who write. */
  synchronized Optional<CallSeal> toWrite(String callId) {
    Known one = known.get(callId);
    if (one == null || past(one.usedAt(), USED_WITHIN)) {
      return Optional.empty();
    }
    known.put(callId, new Known(one.seal(), one.readAt(), clock.nanoTime()));
    return Optional.of(one.seal());
  }

  synchronized void forget(String callId) {
    known.remove(callId);
  }

  private boolean past(long then, Duration within) {
    return clock.nanoTime() - then > within.toNanos();
  }
}
