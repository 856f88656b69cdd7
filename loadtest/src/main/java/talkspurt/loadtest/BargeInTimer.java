package talkspurt.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds out, in one call, how long the engine goes on talking after the caller began. */
final class BargeInTimer {
  /** What the caller interrupts with. */
  enum By {
    VOICE,
    DTMF
  }

  /** What became of one interruption. */
  enum Outcome {
    /** Silence of 300 ms began within three seconds. */
    STOPPED,
    /** The silence had begun before the onset, so that nobody can tell what the onset did. */
    IN_PAUSE,
    NOT_STOPPED,
    /** The call ended too early to tell. */
    UNFINISHED,
    /** The engine was not sounding, so there was nothing to interrupt. */
    NOT_SOUNDING
  }

  private record Watch(By by, long onsetNanos) {}

  private static final double QUIET_RUN_MS = 300;
  private static final long SOUNDING_WITHIN_NANOS = 200_000_000;
  private static final long STOPS_WITHIN_NANOS = 3_000_000_000L;

  private final Counters tally;
  private final List<Watch> watches = new ArrayList<>();
  private boolean everLoud;
  private long lastLoudNanos;
  private double quietMs;
  private long quietSinceNanos;

  BargeInTimer(Counters tally) {
    this.tally = tally;
  }

  /** The caller's first loud frame, or the key, goes out. */
  void onset(By by, long atNanos) {
    if (everLoud && atNanos - lastLoudNanos <= SOUNDING_WITHIN_NANOS)
      watches.add(new Watch(by, atNanos));
    else tally.bargeIn(by, Outcome.NOT_SOUNDING);
  }

  /** A frame of the engine's arrives. */
  void heard(long atNanos, double dbfs, double ms) {
    if (dbfs > SimulatedPhones.SOUNDING_DBFS) {
      everLoud = true;
      lastLoudNanos = atNanos;
      quietMs = 0;
      settle(watch -> atNanos - watch.onsetNanos > STOPS_WITHIN_NANOS, Outcome.NOT_STOPPED);
      return;
    }
    if (quietMs == 0) quietSinceNanos = atNanos;
    quietMs += ms;
    if (quietMs >= QUIET_RUN_MS) fellSilent();
  }

  /** The call is over. */
  void end(long atNanos) {
    settle(
        watch -> atNanos - watch.onsetNanos > STOPS_WITHIN_NANOS && quietMs == 0,
        Outcome.NOT_STOPPED);
    settle(watch -> true, Outcome.UNFINISHED);
  }

  private void fellSilent() {
    settle(watch -> quietSinceNanos < watch.onsetNanos, Outcome.IN_PAUSE);
    settle(watch -> quietSinceNanos - watch.onsetNanos > STOPS_WITHIN_NANOS, Outcome.NOT_STOPPED);
    for (Watch watch : watches) tally.stopped(watch.by, quietSinceNanos - watch.onsetNanos);
    settle(watch -> true, Outcome.STOPPED);
  }

  private void settle(Predicate<Watch> which, Outcome outcome) {
    for (Watch watch : watches) if (which.test(watch)) tally.bargeIn(watch.by, outcome);
    watches.removeIf(which);
  }
}
