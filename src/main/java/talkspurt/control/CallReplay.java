package talkspurt.control;

import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.EventSeq;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;

/**
 * Brings one call back from its journal, past events that cannot be read or do not fit. Whether there
 * were any is known until the call is brought back again.
 */
final class CallReplay extends EventAdapter<CallEvent, Object> {

  private boolean running;
  private Optional<String> gap = Optional.empty();
  private boolean erased;

  @Override
  public Object toJournal(CallEvent event) {
    return event;
  }

  @Override
  public String manifest(CallEvent event) {
    return "";
  }

  @Override
  public EventSeq<CallEvent> fromJournal(Object stored, String manifest) {
    if (!running) {
      running = true;
      gap = Optional.empty();
      erased = false;
    }
    if (stored instanceof ErasedEvent) {
      erased = true;
      found("the call was erased");
      return EventSeq.empty();
    }
    if (stored instanceof UnreadableEvent unreadable) {
      found(unreadable.reason());
      return EventSeq.empty();
    }
    return EventSeq.single((CallEvent) stored);
  }

  /** The state after an event, which must fit unless it is read from the journal. */
  CallState after(CallState call, CallEvent event) {
    if (!running) {
      return call.after(event);
    }
    try {
      return call.after(event);
    } catch (RuntimeException doesNotFit) {
      found(UnreadableEvent.unfit(doesNotFit).reason());
      return call;
    }
  }

  /** The journal was read to its end. */
  void completed() {
    running = false;
  }

  /** What was wrong with the first event that was left out, if any was. */
  Optional<String> gap() {
    return gap;
  }

  /** Whether that was because the call was erased: somebody wanted it, and nothing is wrong. */
  boolean erased() {
    return erased;
  }

  private void found(String reason) {
    gap = gap.or(() -> Optional.of(reason));
  }
}
