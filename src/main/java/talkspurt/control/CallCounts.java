package talkspurt.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How many calls there are, and whose.
 *
 * @param all how many in all
 * @param byProfile by the profile
 * @param byCaller by the caller's number, where it is known
 * @param byCalled by the called number, where it is known
 */
record CallCounts(
    int all,
    Map<String, Integer> byProfile,
    Map<String, Integer> byCaller,
    Map<String, Integer> byCalled)
    implements CborSerializable {

  static final CallCounts NONE = new CallCounts(0, Map.of(), Map.of(), Map.of());

  CallCounts {
    byProfile = Map.copyOf(byProfile);
    byCaller = Map.copyOf(byCaller);
    byCalled = Map.copyOf(byCalled);
  }

  static CallCounts of(Collection<CallParty> calls) {
    return new CallCounts(
        calls.size(),
        counted(calls, CallParty::profile),
        counted(calls, CallParty::caller),
        counted(calls, CallParty::called));
  }

  private static Map<String, Integer> counted(
      Collection<CallParty> calls, Function<CallParty, String> by) {
    Map<String, Integer> counts = new HashMap<>();
    for (CallParty call : calls) {
      if (!by.apply(call).isEmpty()) {
        counts.merge(by.apply(call), 1, Integer::sum);
      }
    }
    return counts;
  }

  CallCounts plus(CallCounts more) {
    return new CallCounts(
        all + more.all,
        sum(byProfile, more.byProfile),
        sum(byCaller, more.byCaller),
        sum(byCalled, more.byCalled));
  }

  private static Map<String, Integer> sum(Map<String, Integer> some, Map<String, Integer> more) {
    Map<String, Integer> sum = new HashMap<>(some);
    more.forEach((key, count) -> sum.merge(key, count, Integer::sum));
    return sum;
  }
}
