package talkspurt.provider.embedded;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The utterances of a node that are being recognised, in the order in which it is done: first those that are
 * over, since somebody waits for their words, then the others, each a little in turn. Thread-safe.
 */
final class UtteranceQueue {

  /** Less sound than a tenth of a second is not worth a turn, unless it is the last. */
  static final int TURN_SAMPLES = UtteranceSource.RATE_HZ / 10;

  private final int max;
  private final Set<Utterance> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Utterance> atWork = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Utterance> over = new ArrayDeque<>();
  private final Deque<Utterance> going = new ArrayDeque<>();

  /**
   * Nobody has spoken yet.
   *
   * @param max how many utterances are taken at the same time
   */
  UtteranceQueue(int max) {
    this.max = max;
  }

  /** An utterance begins; false when there are too many. */
  synchronized boolean open(Utterance utterance) {
    return open.size() < max && open.add(utterance);
  }

  /** An utterance has more sound, or is over. */
  synchronized void changed(Utterance utterance) {
    if (open.contains(utterance) && !atWork.contains(utterance)) {
      place(utterance, false);
    }
  }

  /** The next one that has something to be heard, for whoever asks alone, until it is given back. Waits. */
  synchronized Utterance take() throws InterruptedException {
    while (over.isEmpty() && going.isEmpty()) {
      wait();
    }
    Utterance next = over.isEmpty() ? going.remove() : over.remove();
    atWork.add(next);
    return next;
  }

  /**
   * An utterance had its turn.
   *
   * @param more whether there is more to hear of what was taken of it
   */
  synchronized void giveBack(Utterance utterance, boolean more) {
    atWork.remove(utterance);
    if (open.contains(utterance)) {
      place(utterance, more);
    }
  }

  /** An utterance is answered, or not wanted any more. */
  synchronized void close(Utterance utterance) {
    open.remove(utterance);
    atWork.remove(utterance);
    over.remove(utterance);
    going.remove(utterance);
  }

  /** All that are open. */
  synchronized List<Utterance> all() {
    return List.copyOf(open);
  }

  /** Sound that nobody has heard yet, in samples. */
  synchronized long waitingSamples() {
    return open.stream().mapToLong(Utterance::waitingSamples).sum();
  }

  /** One that is over and had a turn goes on until it is answered. */
  private void place(Utterance utterance, boolean more) {
    if (utterance.ended()) {
      going.remove(utterance);
      if (!over.contains(utterance)) {
        if (more) {
          over.addFirst(utterance);
        } else {
          over.add(utterance);
        }
        notify();
      }
    } else if ((more || utterance.waitingSamples() >= TURN_SAMPLES) && !going.contains(utterance)) {
      going.add(utterance);
      notify();
    }
  }
}
