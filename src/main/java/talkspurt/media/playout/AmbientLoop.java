package talkspurt.media.playout;

import java.util.Optional;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;

/** The ambience of a line, which comes and goes gently. Not thread-safe. */
final class AmbientLoop {

  /** How long one comes while another goes. */
  static final int FADE_MS = 500;

  private final Optional<Ambience> ambience;
  private int rateHz;

  /** The ambience at that rate. */
  private short[] loop = {};

  private int position;

  /** How much of it is heard: 0 to 1. */
  private double share = 1;

  private boolean leaving;

  /**
   * Heard in full from its first sample on.
   *
   * @param position where it begins, as one of its samples at any rate
   */
  AmbientLoop(Optional<Ambience> ambience, int position) {
    this.ambience = ambience;
    this.position = position;
  }

  /** The same, not heard yet. */
  AmbientLoop coming() {
    share = 0;
    return this;
  }

  /** It falls silent. */
  void leave() {
    leaving = true;
  }

  /** Whether nothing of it is heard, or ever will be. */
  boolean isOver() {
    return ambience.isEmpty() || leaving && share == 0;
  }

  /** Adds it to a frame. */
  void addTo(AudioFrame frame) {
    if (isOver()) {
      return;
    }
    if (frame.rateHz() != rateHz) {
      loop = ambience.get().of(frame.rateHz());
      position = (int) ((long) position * frame.rateHz() / Math.max(1, rateHz) % loop.length);
      rateHz = frame.rateHz();
    }
    double step = (leaving ? -1000.0 : 1000.0) / FADE_MS / rateHz;
    short[] samples = frame.samples();
    for (int i = 0; i < samples.length; i++) {
      int sum = samples[i] + (int) Math.round(loop[position] * share);
      samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
      position = position + 1 == loop.length ? 0 : position + 1;
      share = Math.max(0, Math.min(1, share + step));
    }
  }
}
