package talkspurt.media.playout;

/**
 * How speech falls silent at a pause and comes back: over the same short time, in a straight line,
 * within one frame. Not thread-safe.
 */
final class Fade {

  private enum State {
    PLAYING,
    FADING_OUT,
    SILENT,
    FADING_IN
  }

  private final int lengthMs;
  private State state = State.PLAYING;

  /** A fade of {@code lengthMs}, at most one frame. */
  Fade(int lengthMs) {
    this.lengthMs = lengthMs;
  }

  /** Whether speech passes, or will with the next frame. */
  boolean open() {
    return state == State.PLAYING || state == State.FADING_IN;
  }

  /** Whether speech passes as it is. */
  boolean playing() {
    return state == State.PLAYING;
  }

  /** Whether the next frame fades out. */
  boolean fadingOut() {
    return state == State.FADING_OUT;
  }

  /** Whether nothing is heard. */
  boolean silent() {
    return state == State.SILENT;
  }

  /**
   * Falls silent.
   *
   * @param heard whether there is speech to fade out
   */
  void pause(boolean heard) {
    state = heard && state == State.PLAYING ? State.FADING_OUT : State.SILENT;
  }

  /** Speech passes again; where it was not silent yet, as if there had been no pause. */
  void resume() {
    state = state == State.SILENT ? State.FADING_IN : State.PLAYING;
  }

  /** Speech that begins is not faded in. */
  void reset() {
    state = State.PLAYING;
  }

  /** The next frame of speech passes. */
  void apply(short[] frame, int rateHz) {
    int length = lengthMs * rateHz / 1000;
    if (state == State.FADING_OUT) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (short) (i < length ? frame[i] * (length - i) / length : 0);
      }
      state = State.SILENT;
    } else if (state == State.FADING_IN) {
      for (int i = 0; i < length; i++) {
        frame[i] = (short) (frame[i] * i / length);
      }
      state = State.PLAYING;
    }
  }
}
