package talkspurt.control;

import java.util.ArrayDeque;
import java.util.Deque;
import talkspurt.telemetry.NanoClock;

/**
 * How far the call log is behind the journal: how long ago the last look at the journal began of which the call log holds
 * everything. Thread-safe.
 */
final class CallLogLag {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A look that found all there was.
   *
   * @param last the place of the last event of a call that was there
   */
  private record Look(long last, long begunNanos) {}

  private final NanoClock clock;
  private final Deque<Look> unwritten = new ArrayDeque<>();
  private boolean follows;
  private long level;
  private long seen;
  private long written;

  /** Of a node that does not write the call log: 0. */
  CallLogLag(NanoClock clock) {
    this.clock = clock;
  }

  /** This node follows the journal from this place on, for the first time or again after a fault. */
  synchronized void follows(long offset) {
    level = follows ? level : clock.nanoTime();
    follows = true;
    unwritten.clear();
    seen = offset;
    written = offset;
  }

  /**
   * A look has found all that the journal had when it began.
   *
   * @param last the place of the last event of a call that was found; 0: none was
   */
  synchronized void looked(long begunNanos, long last) {
    seen = Math.max(seen, last);
    if (!unwritten.isEmpty() && unwritten.getLast().last() == seen) {
      unwritten.removeLast();
    }
    unwritten.addLast(new Look(seen, begunNanos));
    leave();
  }

  /** The call log holds all up to this place. */
  synchronized void written(long ordering) {
    written = Math.max(written, ordering);
    leave();
  }

  private void leave() {
    while (!unwritten.isEmpty() && unwritten.getFirst().last() <= written) {
      long begun = unwritten.removeFirst().begunNanos();
      level = begun - level > 0 ? begun : level; // the clock may overflow
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
