package talkspurt.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import talkspurt.control.CallCommand.Attach;

/**
 * Lines that ask for a call which another line carries. They wait until that line has proved that
 * its caller is heard, and then are refused; where it does not in time, or is silent, the first of
 * them takes the call over. Not thread-safe.
 */
final class LineContest {

  /**
   * A live half answers at once, or after a stall of its node; one that is dead or cut off does not. A
   * new line goes on by the journal meanwhile, so that its caller need not wait for this.
   */
  static final Duration PROVED_WITHIN = Duration.ofMillis(1500);

  private static final int MAX_WAITING = 8;
  private static final int MAX_TOLD = 32;

  private final Deque<Attach> waiting = new ArrayDeque<>();
  private final Set<String> told = new HashSet<>();

  /** Whether any line waits. */
  boolean open() {
    return !waiting.isEmpty();
  }

  /** One more line waits; a line that asks again takes its own place. Whether there was room. */
  boolean add(Attach attach) {
    waiting.removeIf(before -> before.line().equals(attach.line()));
    return waiting.size() < MAX_WAITING && waiting.add(attach);
  }

  /** The line that has waited longest. */
  Optional<Attach> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** All lines that wait, none of which waits any more. */
  List<Attach> takeAll() {
    List<Attach> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Whether it is to be told that this line is refused: once, however often it asks. */
  boolean tells(String line) {
    return told.size() < MAX_TOLD && told.add(line);
  }
}
