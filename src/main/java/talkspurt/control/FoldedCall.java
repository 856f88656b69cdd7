package talkspurt.control;

import akka.persistence.query.EventEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import talkspurt.call.CallEvent;

/**
 * A call after some of its events.
 *
 * @param aside those of them that cannot be read, or do not fit
 */
record FoldedCall(LoggedCall call, List<SetAside> aside) {

  /** A call with these events, which follow one another. */
  static FoldedCall of(LoggedCall before, List<EventEnvelope> events) {
    LoggedCall call = before;
    List<SetAside> aside = new ArrayList<>();
    for (EventEnvelope event : events) {
      if (event.event() instanceof ErasedEvent) {
        call = call.afterErased();
        continue;
      }
      if (event.event() instanceof UnreadableEvent unreadable) {
        call = left(call, event, unreadable, aside);
        continue;
      }
      try {
        call = call.after((CallEvent) event.event());
      } catch (RuntimeException doesNotFit) {
        call = left(call, event, UnreadableEvent.unfit(doesNotFit), aside);
      }
    }
    return new FoldedCall(call, aside);
  }

  private static LoggedCall left(
      LoggedCall call, EventEnvelope event, UnreadableEvent why, List<SetAside> aside) {
    aside.add(new SetAside(callId(event), event.sequenceNr(), why.reason()));
    return call.afterUnreadable(Instant.ofEpochMilli(event.timestamp()), why.reason());
  }

  static String callId(EventEnvelope event) {
    return CallEntity.callId(event.persistenceId());
  }
}
