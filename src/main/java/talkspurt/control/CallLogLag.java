package talkspurt.control;

import talkspurt.telemetry.NanoClock;

/**
 * How far the call log is behind the journal: for how long there has always been an event that was not in it, or
 * nothing could be learnt of that. Between two looks at the journal it grows by the time between them. Thread-safe.
 */
final class CallLogLag {

  private static final double NANOS_PER_SECOND = 1e9;

  private final NanoClock clock;
  private boolean follows;
  private long level;
  private long read;
  private long written;

  /** Of a node that does not write the call log: 0. */
  CallLogLag(NanoClock clock) {
    this.clock = clock;
  }

  /** This node follows the journal from this place on, for the first time or again after a fault. */
  synchronized void follows(long offset) {
    level = follows ? level : clock.nanoTime();
    follows = true;
    read = offset;
    written = offset;
  }

  /** The journal has an event of a call at this place. */
  synchronized void read(long ordering) {
    read = ordering;
  }

  /** The call log holds all up to this place. */
  synchronized void written(long ordering) {
    written = Math.max(written, ordering);
  }

  /** A look found nothing in the journal that was not read before. */
  synchronized void nothingNew() {
    if (written >= read) {
      level = clock.nanoTime();
    }
  }

  /** Another node follows the journal from now on, or none. */
  synchronized void stops() {
    follows = false;
  }

  /** How far it is behind now. */
  synchronized double seconds() {
    return follows ? (clock.nanoTime() - level) / NANOS_PER_SECOND : 0;
  }
}
