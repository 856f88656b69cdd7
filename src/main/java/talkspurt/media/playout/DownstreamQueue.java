package talkspurt.media.playout;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What a line has not played yet of the speech it was given: the samples of the last frames, as many
 * as it is behind. Not thread-safe.
 */
final class DownstreamQueue {

  /** More than that is not believed: 800 ms. */
  static final int MAX_BEHIND_FRAMES = 40;

  private final int[] speech = new int[MAX_BEHIND_FRAMES];
  private long frames;
  private final Deque<Long> asked = new ArrayDeque<>();
  private boolean tells;
  private int behind;

  /** The line plays so many frames later than it is given them. */
  void behind(int frames) {
    tells = true;
    behind = Math.max(0, Math.min(frames, MAX_BEHIND_FRAMES));
    while (!asked.isEmpty() && asked.peek() <= this.frames - behind) {
      asked.remove();
    }
  }

  /** It was asked to tell when it has played all that it was given by now. */
  void asked() {
    if (tells && asked.size() < speech.length) {
      asked.add(frames);
    }
  }

  /** 20 ms have passed in which it played and was given nothing. */
  void rested() {
    behind = Math.max(0, behind - 1);
  }

  /** A frame was sent that holds so many samples of speech. */
  void letGo(int samples) {
    speech[(int) (frames++ % speech.length)] = samples;
  }

  /** How many samples of speech wait in the line. */
  int unheard() {
    int samples = 0;
    for (long frame = Math.max(0, frames - late()); frame < frames; frame++) {
      samples += speech[(int) (frame % speech.length)];
    }
    return samples;
  }

  /**
   * Frames without a played-mark count as not played, however fast it was before; the last
   * frame before a mark may be played already, since it is told with the next.
   */
  private int late() {
    long untold = asked.isEmpty() ? 0 : frames - asked.peek() - 1;
    return (int) Math.max(behind, Math.min(untold, MAX_BEHIND_FRAMES));
  }

  /** What waited in the line is gone. */
  void flushed() {
    asked.clear();
    Arrays.fill(speech, 0);
  }
}
