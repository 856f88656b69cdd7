package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;

/**
 * What was wrong with the audio of a line.
 *
 * @param detail what was observed
 * @param clearedAt when it was over; absent while it is not
 */
record FaultView(
    String fault,
    String line,
    Instant at,
    Optional<Instant> clearedAt,
    String detail,
    String what,
    String cause,
    String remedy) {

  /** The faults that these events tell of, oldest first. */
  static List<FaultView> of(List<CallEvent> events) {
    return events.stream()
        .filter(LineFaultFound.class::isInstance)
        .map(LineFaultFound.class::cast)
        .map(found -> of(found, cleared(found, events)))
        .toList();
  }

  private static FaultView of(LineFaultFound found, Optional<Instant> clearedAt) {
    return new FaultView(
        found.fault().label(),
        found.line(),
        found.at(),
        clearedAt,
        found.detail(),
        found.fault().what(),
        found.fault().cause(),
        found.fault().remedy());
  }

  /** A fault is found once a line, and so cleared once. */
  private static Optional<Instant> cleared(LineFaultFound found, List<CallEvent> events) {
    return events.stream()
        .filter(LineFaultCleared.class::isInstance)
        .map(LineFaultCleared.class::cast)
        .filter(over -> over.line().equals(found.line()) && over.fault() == found.fault())
        .map(LineFaultCleared::at)
        .findFirst();
  }
}
