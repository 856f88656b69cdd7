package talkspurt.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of the call log to be written in one transaction.
 *
 * @param after how far those reached that were written before by the same reader, and have to be there still; 0: none
 * @param ordering how far in the journal they reach
 * @param rows by call id
 * @param ended those calls of them that ended meanwhile, each once
 * @param unreadable the events among them that cannot be read, each once
 */
record LogRows(
    long after,
    long ordering,
    Map<String, CallLogEntry> rows,
    List<CallLogEntry> ended,
    List<Unreadable> unreadable) {

  /** An event that cannot be read, where it stands, and why. */
  record Unreadable(String callId, long sequenceNr, String reason) {}

  /** Rows of calls that go on, or ended before; the first of a reader. */
  LogRows(long ordering, Map<String, CallLogEntry> rows) {
    this(0, ordering, rows, List.of(), List.of());
  }

  /** The same, to be written only where those up to this place in the journal are. */
  LogRows after(long place) {
    return new LogRows(place, ordering, rows, ended, unreadable);
  }

  /** These and later ones; of two rows of a call the later stays. */
  LogRows and(LogRows later) {
    Map<String, CallLogEntry> all = new HashMap<>(rows);
    all.putAll(later.rows);
    List<CallLogEntry> over = new ArrayList<>(ended);
    over.addAll(later.ended);
    List<Unreadable> unread = new ArrayList<>(unreadable);
    unread.addAll(later.unreadable);
    return new LogRows(after, later.ordering, all, over, unread);
  }
}
