package talkspurt.control;

import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.EventSeq;
import akka.persistence.typed.SnapshotAdapter;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallState;
import talkspurt.call.EventRedaction;

/**
 * Writes one call to its journal, and brings it back, past events that cannot be read or do not fit. Whether there
 * were any is known until the call is brought back again. Of a call whose words are redacted the journal has the redacted ones,
 * and a snapshot is what they come to; the call itself goes on with what was said.
 */
final class CallReplay extends EventAdapter<CallEvent, Object> {

  private boolean running;
  private Optional<String> gap = Optional.empty();
  private boolean erased;

  private final Function<CallPlan, Optional<WordRedaction>> redactions;
  private Optional<WordRedaction> redaction = Optional.empty();
  private CallState written = CallState.none();
  private CallEvent latest;
  private CallEvent latestWritten;

  /** @param redactions how words of a call are redacted, if they are */
  CallReplay(Function<CallPlan, Optional<WordRedaction>> redactions) {
    this.redactions = redactions;
  }

  @Override
  public Object toJournal(CallEvent event) {
    if (event == latest) {
      return latestWritten;
    }
    // nothing is written that was not applied before
    throw new IllegalStateException(
        event.getClass().getSimpleName() + " is written out of its order");
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
      return applied(call, event);
    }
    try {
      return call.after(event);
    } catch (RuntimeException doesNotFit) {
      found(UnreadableEvent.unfit(doesNotFit).reason());
      return call;
    }
  }

  private CallState applied(CallState call, CallEvent event) {
    CallState next = call.after(event);
    if (event instanceof CallEvent.CallRegistered) {
      written = redaction.isPresent() ? written : call;
      redaction = redactions.apply(next.file().plan());
    }
    latest = event;
    latestWritten = redaction
        .map(some -> redacted(some, next.file().plan().speech(), event))
        .orElse(event);
    if (redaction.isPresent()) {
      written = written.after(latestWritten);
    }
    return next;
  }

  private static CallEvent redacted(WordRedaction redaction, String language, CallEvent event) {
    return new EventRedaction(words -> redaction.redacted(words, language)).redacted(event);
  }

  /** What a snapshot of the call is made of. */
  SnapshotAdapter<CallState> snapshots() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(CallState call) {
        return redaction.isPresent() ? written : call;
      }

      @Override
      public CallState fromJournal(Object stored) {
        return (CallState) stored;
      }
    };
  }

  /** The journal was read to its end; the call is what it came to. */
  void completed(CallState call) {
    running = false;
    written = call;
    redaction = call.equals(CallState.none())
        ? Optional.empty()
        : redactions.apply(call.file().plan());
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
