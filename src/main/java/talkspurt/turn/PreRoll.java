package talkspurt.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the last few frames of a stream, so that an utterance can begin before it was noticed. */
public final class PreRoll<T> {

  private final Deque<T> frames = new ArrayDeque<>();

  /** Keeps a frame, and forgets the oldest beyond {@code limit}. */
  public void keep(T frame, int limit) {
    frames.addLast(frame);
    while (frames.size() > limit) {
      frames.removeFirst();
    }
  }

  /** All that is kept, oldest first; nothing is kept afterwards. */
  public List<T> take() {
    List<T> kept = new ArrayList<>(frames);
    frames.clear();
    return kept;
  }
}
