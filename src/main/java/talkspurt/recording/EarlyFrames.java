package talkspurt.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;

/**
 * The first frames of a line, kept until it is known whether the call is to be recorded from its first sound on. Hearing
 * has learned from them: a replay without them would hear otherwise. Not thread-safe.
 */
final class EarlyFrames {

  /** One of them; own copies. */
  record Early(
      AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor, long heardNanos) {}

  private final int most;
  private final Deque<Early> frames = new ArrayDeque<>();
  private boolean over;

  /**
   * None yet.
   *
   * @param most how many are kept; with one more, none is
   */
  EarlyFrames(int most) {
    this.most = most;
    this.over = most == 0;
  }

  /** The next frame of the line. */
  void keep(AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor, long nowNanos) {
    if (over) {
      return;
    }
    boolean otherRate = !frames.isEmpty() && frames.peek().line().rateHz() != line.rateHz();
    if (otherRate || frames.size() == most) {
      forget();
      return;
    }
    frames.add(new Early(
        copy(line),
        copy(bot),
        new Heard(copy(heard.clean()), heard.speech()),
        botHasFloor,
        nowNanos));
  }

  private static AudioFrame copy(AudioFrame frame) {
    return new AudioFrame(frame.rateHz(), frame.samples().clone());
  }

  /** The line has none any more, and gets none. */
  void forget() {
    over = true;
    frames.clear();
  }

  /** Whether they are of this rate. */
  boolean of(int rateHz) {
    return frames.isEmpty() || frames.peek().line().rateHz() == rateHz;
  }

  int count() {
    return frames.size();
  }

  /** Takes the oldest; null where there is none. */
  Early take() {
    return frames.poll();
  }
}
