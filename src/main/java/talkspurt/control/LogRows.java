package talkspurt.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of the call log to be written in one transaction.
 *
 * @param after how far those reached that were written before by the same reader, and have to be there still; 0: none
 * @param ordering how far in the journal they reach
 * @param rows by call id
 * @param changes what is new beside them, by call id
 * @param ended those calls of them that ended meanwhile, each once
 * @param aside what cannot be counted in, each once
 * @param news what is to be told to others of these calls
 * @param probes synthetic calls that ended meanwhile; they have no rows
 * @param optedOut calls of them whose called party does not want to be called again
 */
record LogRows(
    long after,
    long ordering,
    Map<String, CallLogEntry> rows,
    Map<String, CallChanges> changes,
    List<CallLogEntry> ended,
    List<SetAside> aside,
    List<OutgoingEvent> news,
    List<String> probes,
    List<OptedOutCall> optedOut) {

  /** Rows of calls of which nobody wants no more. */
  LogRows(
      long after,
      long ordering,
      Map<String, CallLogEntry> rows,
      Map<String, CallChanges> changes,
      List<CallLogEntry> ended,
      List<SetAside> aside,
      List<OutgoingEvent> news,
      List<String> probes) {
    this(after, ordering, rows, changes, ended, aside, news, probes, List.of());
  }

  /** Rows of which nothing is told to others. */
  LogRows(
      long after,
      long ordering,
      Map<String, CallLogEntry> rows,
      Map<String, CallChanges> changes,
      List<CallLogEntry> ended,
      List<SetAside> aside) {
    this(after, ordering, rows, changes, ended, aside, List.of(), List.of());
  }

  /** Rows of calls that go on, or ended before; the first of a reader. */
  LogRows(long ordering, Map<String, CallLogEntry> rows) {
    this(0, ordering, rows, Map.of(), List.of(), List.of());
  }

  /** The same, to be written only where those up to this place in the journal are. */
  LogRows after(long place) {
    return new LogRows(place, ordering, rows, changes, ended, aside, news, probes, optedOut);
  }

  /** These and later ones; of two rows of a call the later stays. */
  LogRows and(LogRows later) {
    Map<String, CallLogEntry> all = new HashMap<>(rows);
    all.putAll(later.rows);
    Map<String, CallChanges> changed = new HashMap<>(changes);
    later.changes.forEach((call, more) -> changed.merge(call, more, CallChanges::and));
    List<CallLogEntry> over = new ArrayList<>(ended);
    over.addAll(later.ended);
    List<SetAside> unread = new ArrayList<>(aside);
    unread.addAll(later.aside);
    List<OutgoingEvent> told = new ArrayList<>(news);
    told.addAll(later.news);
    List<String> probed = new ArrayList<>(probes);
    probed.addAll(later.probes);
    List<OptedOutCall> out = new ArrayList<>(optedOut);
    out.addAll(later.optedOut);
    return new LogRows(after, later.ordering, all, changed, over, unread, told, probed, out);
  }

  /** The same without what was said in these calls. */
  LogRows withoutWords(Set<String> calls) {
    Map<String, CallChanges> fewer = new HashMap<>(changes);
    calls.forEach(call -> fewer.computeIfPresent(call, (id, some) -> some.withoutWords()));
    return new LogRows(after, ordering, rows, fewer, ended, aside, news, probes, optedOut);
  }

  /** What is new beside the row of a call. */
  CallChanges changes(String callId) {
    return changes.getOrDefault(callId, new CallChanges(0, CallDetails.NONE, CallDetails.NONE));
  }
}
