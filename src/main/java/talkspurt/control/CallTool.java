package talkspurt.control;

import java.time.Instant;
import java.util.Optional;

/**
 * The use of a tool in a call, as the call log has it: neither arguments nor what it told.
 *
 * @param returnedAt when it had run; empty while it runs, or where that is unknown
 */
record CallTool(
    String key, int turn, String name, Instant requestedAt, Optional<Instant> returnedAt) {

  CallTool returned(Instant at) {
    return new CallTool(key, turn, name, requestedAt, Optional.of(at));
  }
}
