package talkspurt.control;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.RecordingPart;
import talkspurt.call.Spending.Spent;

/**
 * What has changed beside a call's row, between two places in its journal.
 *
 * @param events how many events of the call are known at the second
 * @param before what there was at the first; {@link CallDetails#NONE} where nothing of the call was known: all is written anew
 * @param now what there is at the second
 */
record CallChanges(long events, CallDetails before, CallDetails now) {

  /** Whether whatever there was is to go. */
  boolean whole() {
    return before == CallDetails.NONE;
  }

  /** The same of the row, with nothing new beside it. */
  CallChanges rowAlone() {
    return new CallChanges(events, now, now);
  }

  /** The same without what was said. */
  CallChanges withoutWords() {
    return new CallChanges(
        events, before == CallDetails.NONE ? before : before.withoutWords(), now.withoutWords());
  }

  /** These, and later ones. */
  CallChanges and(CallChanges later) {
    return new CallChanges(later.events, before, later.now);
  }

  Map<Integer, CallTurn> turns() {
    return changed(before.turns(), now.turns());
  }

  Map<Long, CallTool> tools() {
    return changed(before.tools(), now.tools());
  }

  Map<Long, CallFault> faults() {
    return changed(before.faults(), now.faults());
  }

  Map<String, Spent> costs() {
    return changed(before.costs(), now.costs());
  }

  Map<Integer, RecordingPart> recordings() {
    return changed(before.recordings(), now.recordings());
  }

  /** Whether what was said is to be written. */
  boolean said() {
    return !now.said().equals(before.said());
  }

  /** Whether a fault is the first of its name in the call, by the number of its event. */
  boolean firstOfCall(long event) {
    Optional<CallFault> fault = Optional.ofNullable(now.faults().get(event));
    Collection<CallFault> earlier = now.faults().headMap(event).values();
    return fault
        .filter(one -> earlier.stream().noneMatch(other -> other.name().equals(one.name())))
        .isPresent();
  }

  private static <K, V> Map<K, V> changed(Map<K, V> before, Map<K, V> now) {
    Map<K, V> changed = new LinkedHashMap<>(now);
    changed.entrySet().removeIf(one -> one.getValue().equals(before.get(one.getKey())));
    return changed;
  }
}
