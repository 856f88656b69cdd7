package talkspurt.media;

import talkspurt.audio.AudioFrame;

/**
 * 20 ms of the caller on its way through the hearing stages.
 *
 * @param frame the caller's sound without the bot's echo
 * @param botHasFloor whether a reply was being played, was paused or waited for its sound
 * @param speech how likely somebody speaks in it, 0 to 1; 0 before {@link VoiceDetectStage}
 */
record HeardFrame(AudioFrame frame, boolean botHasFloor, float speech) {

  HeardFrame speech(float likelihood) {
    return new HeardFrame(frame, botHasFloor, likelihood);
  }
}
