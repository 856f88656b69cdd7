package talkspurt.control;

import java.util.HashMap;
import java.util.Map;

/**
 * Rows of the call log to be written in one transaction.
 *
 * @param ordering how far in the journal they reach
 * @param rows by call id
 */
record LogRows(long ordering, Map<String, CallLogEntry> rows) {

  /** These and later ones; of two rows of a call the later stays. */
  LogRows and(LogRows later) {
    Map<String, CallLogEntry> all = new HashMap<>(rows);
    all.putAll(later.rows);
    return new LogRows(later.ordering, all);
  }
}
