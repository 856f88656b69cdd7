package talkspurt.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last frames of a stream, so that an utterance can begin before it was noticed: by a fixed
 * time or, where the caller was suspected for longer before the speech was certain, so much before
 * that.
 */
public final class PreRoll<T> {

  private static final float SUSPECT = 0.005f;
  private static final int DOUBT_FRAMES = 8;
  private static final int SURE_AFTER_FRAMES = 3;
  private static final int MAX_FRAMES = 60;

  private final Deque<T> frames = new ArrayDeque<>();
  private int suspected;
  private int unsuspected = DOUBT_FRAMES;

  /**
   * Keeps a frame, and forgets those that no utterance could begin with.
   *
   * @param speech how likely the caller speaks in it, 0 to 1
   */
  public void keep(T frame, float speech) {
    frames.addLast(frame);
    if (frames.size() > MAX_FRAMES) {
      frames.removeFirst();
    }
    unsuspected = speech >= SUSPECT ? 0 : unsuspected + 1;
    suspected = unsuspected <= DOUBT_FRAMES ? suspected + 1 : 0;
  }

  /**
   * What belongs to an utterance that begins now, oldest first; nothing is kept afterwards.
   *
   * @param least how many frames at least, as far as there are so many
   */
  public List<T> take(int least) {
    int wanted = least == 0 ? 0 : Math.max(least, suspected + least - SURE_AFTER_FRAMES);
    List<T> kept = new ArrayList<>(frames);
    frames.clear();
    suspected = 0;
    unsuspected = DOUBT_FRAMES;
    return kept.subList(Math.max(0, kept.size() - wanted), kept.size());
  }
}
