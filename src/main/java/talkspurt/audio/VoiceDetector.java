package talkspurt.audio;

/**
 * Tells speech from everything else on a line.
 *
 * <p>Called once for each 20 ms frame, in order. Not thread-safe.
 */
public interface VoiceDetector {

  /** How likely it is that somebody speaks in this frame, 0 to 1. */
  float speech(AudioFrame frame);
}
