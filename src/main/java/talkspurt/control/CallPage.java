package talkspurt.control;

import java.util.List;
import java.util.Optional;

/**
 * A part of the call log.
 *
 * @param calls newest first
 * @param next where to go on; empty where no more calls are known
 */
public record CallPage(List<CallLogEntry> calls, Optional<CallPlace> next) {

  public CallPage {
    calls = List.copyOf(calls);
  }

  /** A page of at most so many calls, made of at least one more where there are more. */
  public static CallPage of(List<CallLogEntry> found, int limit) {
    if (found.size() <= limit) {
      return new CallPage(found, Optional.empty());
    }
    List<CallLogEntry> calls = found.subList(0, limit);
    return new CallPage(
        calls,
        calls.isEmpty()
            ? Optional.empty()
            : Optional.of(new CallPlace(
                calls.get(limit - 1).registeredAt(), calls.get(limit - 1).callId())));
  }
}
