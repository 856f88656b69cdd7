package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which response of the server runs. Servers differ in what they tell of it: some leave its beginning
 * out, or its id. Not thread-safe.
 */
final class RunningResponse {

  private static final int MAX_ENDED = 64;

  private final Deque<String> ended = new ArrayDeque<>();
  private boolean runs;
  private String id = "";

  /** Whether there is one. */
  boolean runs() {
    return runs;
  }

  /** Its id; empty where there is none, or the server has not told it. */
  String id() {
    return id;
  }

  /** One begins. */
  void begin(String response) {
    end();
    ended.remove(response);
    runs = true;
    id = response;
  }

  /** It is over, or nothing more is wanted of it. */
  void end() {
    if (!id.isEmpty()) {
      ended.add(id);
      if (ended.size() > MAX_ENDED) {
        ended.removeFirst();
      }
    }
    runs = false;
    id = "";
  }

  /** Whether an event is of the one that runs; an event may leave its response out. */
  boolean owns(String response) {
    if (runs && id.isEmpty() && !ended.contains(response)) {
      id = response;
    }
    return runs && (response.isEmpty() || response.equals(id));
  }

  /** Whether an event is of a response whose beginning was not told. */
  boolean unannounced(String response) {
    return !runs && !response.isEmpty() && !ended.contains(response);
  }
}
