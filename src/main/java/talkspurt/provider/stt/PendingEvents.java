package talkspurt.provider.stt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import talkspurt.provider.TranscriptEvent;

/** What a transcriber has to tell and nobody has taken yet, oldest first. Not thread-safe. */
public final class PendingEvents {

  private final Deque<TranscriptEvent> events = new ArrayDeque<>();

  /** A partial nobody has taken yet gives way to the words after it. */
  public void add(TranscriptEvent event) {
    if (events.peekLast() instanceof TranscriptEvent.Partial
        && !(event instanceof TranscriptEvent.TurnEnds)
        && !(event instanceof TranscriptEvent.GaveWay)) {
      events.removeLast();
    }
    events.add(event);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return events.isEmpty();
  }

  /** What is to be told next, if anything is. */
  public Optional<TranscriptEvent> take() {
    return Optional.ofNullable(events.poll());
  }
}
