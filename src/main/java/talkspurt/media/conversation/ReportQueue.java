package talkspurt.media.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import talkspurt.call.CallRequest;

/**
 * Facts on their way to the durable half: told one after the other, each until it is answered, so
 * that none is lost and none overtakes another. Not thread-safe.
 */
final class ReportQueue {

  private final Deque<CallRequest> waiting = new ArrayDeque<>();
  private boolean told;

  /** One more fact to be told. */
  void add(CallRequest request) {
    waiting.addLast(request);
  }

  /** The fact to be told now; empty while one is being told or there is none. */
  Optional<CallRequest> tell() {
    if (told || waiting.isEmpty()) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(waiting.getFirst());
  }

  /** The fact that was told is answered. */
  CallRequest answered() {
    told = false;
    return waiting.removeFirst();
  }

  /** The fact that was told is to be told again. */
  void again() {
    told = false;
  }

  /** Whether nothing is left to tell. */
  boolean empty() {
    return waiting.isEmpty();
  }
}
