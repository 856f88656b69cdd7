package talkspurt.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import talkspurt.audio.AudioFrame;

/** Somebody on the phone who says what he is told to, one thing after the other. */
public final class ScriptedCaller {

  private final Deque<AudioFrame> frames = new ArrayDeque<>();

  /** Says words, in so long a time; what was begun before is said first. */
  public ScriptedCaller says(String words, int ms) {
    frames.addAll(Sounds.frames(SpokenSound.of(words, ms)));
    return this;
  }

  /** Makes a noise that is no words. */
  public ScriptedCaller coughs(int ms) {
    return says("", ms);
  }

  /** Is silent. */
  public ScriptedCaller waits(int ms) {
    frames.addAll(Sounds.frames(Sounds.silence(8000, ms)));
    return this;
  }

  /** Sound as it is. */
  public ScriptedCaller sounds(AudioFrame sound) {
    frames.addAll(Sounds.frames(sound));
    return this;
  }

  /** Whether he has said all. */
  boolean done() {
    return frames.isEmpty();
  }

  /** The next 20 ms. */
  AudioFrame next() {
    return frames.isEmpty() ? AudioFrame.silence(8000) : frames.remove();
  }
}
