package talkspurt.audio;

/**
 * Takes the bot's own voice out of what the line brings.
 *
 * <p>Called once for each 20 ms frame, in order, by the stage that also knows what was played.
 * State is kept over the whole call. Not thread-safe.
 */
public interface EchoCanceller {

  /**
   * One frame without the bot's echo.
   *
   * @param heard what the line brought
   * @param played what was let go to the line in the same 20 ms, same length and rate; silence
   *     where nothing was
   * @return as many samples as {@code heard}
   */
  AudioFrame cancel(AudioFrame heard, AudioFrame played);

  /** Cancels nothing: for lines on which the bot's voice does not come back. */
  static EchoCanceller none() {
    return (heard, played) -> heard;
  }
}
