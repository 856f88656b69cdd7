package talkspurt.media.pipeline;

import talkspurt.audio.AudioFrame;
import talkspurt.audio.DtmfDetector;

/**
 * 20 ms of the caller, as {@link HearingStage} heard them.
 *
 * @param frame the caller's sound without the bot's echo
 * @param botHasFloor whether a reply was being played, was paused or waited for its sound
 * @param speech how likely the caller speaks in it, 0 to 1
 * @param key the key whose tones were heard in it, or {@link DtmfDetector#NONE}
 */
public record HeardFrame(AudioFrame frame, boolean botHasFloor, float speech, char key) {

  /** The same without the caller's sound; a key is a key. */
  public HeardFrame silent() {
    AudioFrame silence = new AudioFrame(frame.rateHz(), new short[frame.samples().length]);
    return new HeardFrame(silence, botHasFloor, 0, key);
  }
}
