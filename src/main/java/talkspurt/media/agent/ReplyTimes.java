package talkspurt.media.agent;

import talkspurt.telemetry.NanoClock;

/** When a reply's first words and first sound were there. Told by its stream, asked by others. */
final class ReplyTimes {

  static final long NOT_YET = Long.MAX_VALUE;

  private final NanoClock clock;
  private volatile long words = NOT_YET;
  private volatile long sound = NOT_YET;

  ReplyTimes(NanoClock clock) {
    this.clock = clock;
  }

  /** The agent's words are here. */
  void spoke() {
    if (words == NOT_YET) {
      words = clock.nanoTime();
    }
  }

  /** The voice's sound is here. */
  void sounded() {
    if (sound == NOT_YET) {
      sound = clock.nanoTime();
    }
  }

  /** When the first words were here. */
  long words() {
    return words;
  }

  /** When the first sound was here. */
  long sound() {
    return sound;
  }
}
