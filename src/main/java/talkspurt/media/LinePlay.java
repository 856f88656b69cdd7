package talkspurt.media;

import java.util.Arrays;

/**
 * What a line has not played yet of the speech it was given: the samples of the last frames, as many
 * as it is behind. Not thread-safe.
 */
final class LinePlay {

  /** More than that is not believed: 800 ms. */
  static final int MOST_BEHIND_FRAMES = 40;

  private final int[] speech = new int[MOST_BEHIND_FRAMES];
  private long frames;
  private int behind;

  /** The line plays so many frames later than it is given them. */
  void behind(int frames) {
    behind = Math.max(0, Math.min(frames, MOST_BEHIND_FRAMES));
  }

  /** 20 ms have passed in which it played and was given nothing. */
  void rested() {
    behind = Math.max(0, behind - 1);
  }

  /** A frame was let go that holds so many samples of speech. */
  void letGo(int samples) {
    speech[(int) (frames++ % speech.length)] = samples;
  }

  /** How many samples of speech wait in the line. */
  int unheard() {
    int samples = 0;
    for (long frame = Math.max(0, frames - behind); frame < frames; frame++) {
      samples += speech[(int) (frame % speech.length)];
    }
    return samples;
  }

  /** What waited in the line is gone. */
  void flushed() {
    Arrays.fill(speech, 0);
  }
}
