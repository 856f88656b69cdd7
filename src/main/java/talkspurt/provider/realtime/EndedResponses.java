package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which responses of the server are over, as far as it has told their ids. Not thread-safe. */
final class EndedResponses {

  private static final int MAX_IDS = 64;

  private final Deque<String> ids = new ArrayDeque<>();

  /** One is over; an empty id is none. */
  void add(String response) {
    if (response.isEmpty()) {
      return;
    }
    ids.add(response);
    if (ids.size() > MAX_IDS) {
      ids.removeFirst();
    }
  }

  boolean contains(String response) {
    return ids.contains(response);
  }
}
