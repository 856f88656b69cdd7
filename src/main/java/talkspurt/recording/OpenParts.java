package talkspurt.recording;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The parts of recordings that something is still added to. Each is in the queue from its beginning on, so that it is not
 * forgotten should the node be killed. Thread-safe.
 */
public final class OpenParts {

  private final PartQueue queue;
  private final InstantSource clock;
  private final BiConsumer<String, IOException> unqueued;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /**
   * None so far.
   *
   * @param unqueued told of a file whose part cannot be put in the queue, and why
   */
  public OpenParts(PartQueue queue, InstantSource clock, BiConsumer<String, IOException> unqueued) {
    this.queue = queue;
    this.clock = clock;
    this.unqueued = unqueued;
  }

  /** See {@link PartWatch#begun}. */
  public void begun(String file) {
    open.add(PartQueue.part(file));
    add(file);
  }

  /** See {@link PartWatch#ended}. */
  public void ended(String file) {
    add(file);
    open.remove(PartQueue.part(file));
  }

  /** The parts that wait in the queue and to which nothing is added any more, oldest first. */
  public List<PartQueue.Entry> closed() throws IOException {
    return queue.waiting().stream()
        .filter(entry -> !open.contains(entry.part()))
        .toList();
  }

  private void add(String file) {
    try {
      queue.add(PartQueue.part(file), clock.instant());
    } catch (IOException failure) {
      unqueued.accept(file, failure);
    }
  }
}
