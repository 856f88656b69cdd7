package talkspurt.control;

import akka.persistence.query.EventEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.NextStep;
import talkspurt.call.Verdict;

/**
 * A call as its journal tells it.
 *
 * @param callId the UUID as text
 * @param events everything that has happened, oldest first
 * @param state where that has led
 * @param unreadable numbers of the events, counted from 1, that this program cannot read and that
 *     {@code events} lacks
 */
public record CallStory(
    String callId, List<CallEvent> events, CallState state, List<Long> unreadable) {

  public CallStory {
    events = List.copyOf(events);
    unreadable = List.copyOf(unreadable);
  }

  /** A story of which everything is known. */
  public CallStory(String callId, List<CallEvent> events, CallState state) {
    this(callId, events, state, List.of());
  }

  /** The story, unless the call was erased. */
  static Optional<CallStory> unlessErased(String callId, List<EventEnvelope> journal) {
    return journal.isEmpty()
            || journal.stream().anyMatch(event -> event.event() instanceof ErasedEvent)
        ? Optional.empty()
        : Optional.of(read(callId, journal));
  }

  static CallStory read(String callId, List<EventEnvelope> journal) {
    List<CallEvent> events = new ArrayList<>();
    List<Long> unreadable = new ArrayList<>();
    CallState state = CallState.none();
    for (EventEnvelope envelope : journal) {
      if (envelope.event() instanceof CallEvent event) {
        events.add(event);
        state = UnreadableEvent.afterGap(state, event);
      } else {
        unreadable.add(envelope.sequenceNr());
      }
    }
    return new CallStory(callId, events, state, unreadable);
  }

  /** What the call had cost by the end of each turn, in millionths, as far as that was told; the greeting is turn 0. */
  public SortedMap<Integer, Long> costByTurn() {
    SortedMap<Integer, Long> byTurn = new TreeMap<>();
    CallState before = CallState.none();
    for (CallEvent event : events) {
      CallState now = UnreadableEvent.afterGap(before, event);
      long cost = now.file().tally().cost().millionths();
      if (cost != before.file().tally().cost().millionths()) {
        byTurn.put(CallDetails.turnOf(event, before), cost);
      }
      before = now;
    }
    return byTurn;
  }

  /** What the dialplan should do with the caller. A call that is not known in full does not go on. */
  public NextStep next() {
    return unreadable.isEmpty() || state.ended() ? state.next() : new NextStep.Lost();
  }

  /** What a new line would have to do, were it attached at this time; empty where it would not be. */
  public Optional<Instruction> toDoOn(String line, Instant at) {
    if (unreadable.isEmpty()
        && state.attachLine(line, Optional.empty(), at) instanceof Verdict.Accept accept) {
      CallState after = state;
      for (CallEvent event : accept.events()) {
        after = after.after(event);
      }
      return Optional.of(after.instruction());
    }
    return Optional.empty();
  }
}
