package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.control.CallLogEntry;

/** Calls, newest first. */
record CallList(List<Call> calls) {

  /** One call in a list. */
  record Call(
      String callId,
      String state,
      String callerId,
      String dnid,
      String profile,
      Instant registeredAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      Optional<String> endReason) {

    static Call of(CallLogEntry entry) {
      return new Call(
          entry.callId(),
          WireName.of(entry.state()),
          entry.callerId(),
          entry.dnid(),
          entry.profile(),
          entry.registeredAt(),
          entry.answeredAt(),
          entry.endedAt(),
          entry.endReason().map(WireName::of));
    }
  }

  static CallList of(List<CallLogEntry> entries) {
    return new CallList(entries.stream().map(Call::of).toList());
  }
}
