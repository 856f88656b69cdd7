package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a server has still to answer of what it may well refuse, in the order in which it was sent, so
 * that an error that names no event of ours belongs to the oldest of them. Not thread-safe.
 */
final class UnansweredEvents {

  private static final int MAX_EVENTS = 64;

  /** What may be refused. */
  enum Kind {
    COMMIT,
    CLEAR,
    TRUNCATE,
    RESPOND
  }

  private final Deque<Kind> waiting = new ArrayDeque<>();

  /** This was sent. */
  void sent(ClientEvent event) {
    kind(event).ifPresent(kind -> {
      waiting.add(kind);
      if (waiting.size() > MAX_EVENTS) {
        waiting.remove();
      }
    });
  }

  private static Optional<Kind> kind(ClientEvent event) {
    if (event instanceof ClientEvent.Commit) {
      return Optional.of(Kind.COMMIT);
    }
    if (event instanceof ClientEvent.ClearInput) {
      return Optional.of(Kind.CLEAR);
    }
    if (event instanceof ClientEvent.Truncate) {
      return Optional.of(Kind.TRUNCATE);
    }
    return event instanceof ClientEvent.Respond ? Optional.of(Kind.RESPOND) : Optional.empty();
  }

  /** The server may tell that it has obeyed something; how many commits before that it has not. */
  int heard(ServerEvent event) {
    if (event instanceof ServerEvent.Committed) {
      return answered(Kind.COMMIT);
    }
    if (event instanceof ServerEvent.Other other) {
      return switch (other.type()) {
        case "input_audio_buffer.cleared" -> answered(Kind.CLEAR);
        case "conversation.item.truncated" -> answered(Kind.TRUNCATE);
        default -> 0;
      };
    }
    return 0;
  }

  /** The response that was asked for comes, or is refused; how many commits before were not obeyed. */
  int responded() {
    return answered(Kind.RESPOND);
  }

  /** A server answers one after the other. */
  private int answered(Kind kind) {
    int commits = 0;
    if (waiting.contains(kind)) {
      for (Kind next = waiting.remove(); next != kind; next = waiting.remove()) {
        commits += next == Kind.COMMIT ? 1 : 0;
      }
    }
    return commits;
  }

  /** An error names no event of ours: what it can only be the refusal of. */
  Optional<Kind> refused() {
    return Optional.ofNullable(waiting.poll());
  }

  /** The session is gone. */
  void clear() {
    waiting.clear();
  }
}
