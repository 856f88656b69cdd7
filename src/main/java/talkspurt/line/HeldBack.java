package talkspurt.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a peer sent before its line could take it, in its order and of bounded size: the oldest is
 * dropped, since what comes next belongs to the newest. Not thread-safe.
 */
public final class HeldBack<T> {

  /** Five seconds at 16 kHz. */
  public static final int MAX_BYTES = 160_000;

  /** What is kept of something costs memory beside its bytes. */
  private static final int OVERHEAD_BYTES = 64;

  private record Item<T>(T item, int bytes) {}

  private final Deque<Item<T>> items = new ArrayDeque<>();
  private int bytes;

  /**
   * Holds one more.
   *
   * @param size in bytes, 0 or more
   * @return how many had to be dropped for it
   */
  public int add(T item, int size) {
    items.addLast(new Item<>(item, size + OVERHEAD_BYTES));
    bytes += size + OVERHEAD_BYTES;
    int dropped = 0;
    while (bytes > MAX_BYTES) {
      bytes -= items.removeFirst().bytes;
      dropped++;
    }
    return dropped;
  }

  /** Takes all that is held, oldest first. */
  public List<T> takeAll() {
    List<T> all = new ArrayList<>(items.size());
    items.forEach(held -> all.add(held.item));
    items.clear();
    bytes = 0;
    return all;
  }
}
