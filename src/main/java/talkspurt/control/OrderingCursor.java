package talkspurt.control;

import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Up to where the journal was read, such that no row is passed over that appears late.
 *
 * <p>Rows are numbered when they are written and appear when their transaction ends. A number that is
 * missing is thus a write still under way, or one that failed: rows behind it wait until it appears, or
 * has been missing for too long.
 */
final class OrderingCursor {

  /** Far more than a write may take, and clocks of nodes may differ. */
  private static final Duration OLD = Duration.ofHours(1);

  private final long patienceNanos;
  private final Deque<Sighting> sightings = new ArrayDeque<>();
  private long offset;
  private long settled;

  /** The highest number that was there at some time. */
  private record Sighting(long ordering, long nanos) {}

  /**
   * @param offset the last number that was read before
   * @param patience how long after its number was drawn a row may appear
   */
  OrderingCursor(long offset, Duration patience) {
    this.offset = offset;
    this.patienceNanos = patience.toNanos();
  }

  /** The number of the last row that was taken. */
  long offset() {
    return offset;
  }

  /** Whether rows wait for one that is missing. */
  boolean waiting() {
    return !sightings.isEmpty();
  }

  /**
   * Takes rows that were found.
   *
   * @param rows those behind the offset, by their numbers, without gaps that are not the journal's
   * @return the first of them, up to where none is missing that may yet appear
   */
  List<EventEnvelope> take(List<EventEnvelope> rows, long nowNanos, Instant now) {
    if (!rows.isEmpty()) {
      sightings.add(new Sighting(ordering(rows.get(rows.size() - 1)), nowNanos));
    }
    while (waiting() && nowNanos - sightings.peek().nanos() >= patienceNanos) {
      settled = sightings.poll().ordering();
    }
    int taken = 0;
    for (EventEnvelope row : rows) {
      if (ordering(row) > Math.max(offset, settled) + 1 && !isOld(row, now)) {
        break;
      }
      offset = ordering(row);
      taken++;
    }
    if (taken == rows.size()) {
      sightings.clear();
    }
    return rows.subList(0, taken);
  }

  static long ordering(EventEnvelope row) {
    return ((Sequence) row.offset()).value();
  }

  private static boolean isOld(EventEnvelope row, Instant now) {
    return row.timestamp() < now.minus(OLD).toEpochMilli();
  }
}
