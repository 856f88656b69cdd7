package talkspurt.audio;

import java.time.Duration;

/**
 * Hears one line, frame by frame, from the first to the last of a call: how likely the caller speaks,
 * and the line's sound without the bot. Not thread-safe.
 */
public interface NearEndDetector {

  /**
   * How much later than the caller's last sound that of {@link #of} takes them for silent: that sound ends within a frame
   * that counts as speech, and the window that is looked at reaches back. In the middle of eight sentences, of which four
   * fade and four are cut off (7 to 40 ms, by {@code loadtest/spans}).
   */
  Duration ENDS_LATE = Duration.ofMillis(24);

  /**
   * Hears one frame.
   *
   * @param line what the line brought, 20 ms; neither frame is to be kept
   * @param sent what was sent to the line in the same 20 ms, at the same rate
   */
  Heard hear(AudioFrame line, AudioFrame sent);

  /** What is known of the echo now. */
  EchoReport echo();

  /** Whether the sound without the bot is at the rate of a line of this rate. */
  static boolean cleansAtRateOf(int rateHz) {
    return rateHz % Stft.RATE_HZ == 0;
  }

  /** By how many samples the sound without the bot lags behind a line of this rate, where it is at that rate. */
  static int cleanLateSamples(int rateHz) {
    int factor = rateHz / Stft.RATE_HZ;
    return (EchoRemoval.DELAY + (factor > 1 ? 2 * RateChange.LOBES : 0)) * factor;
  }

  /** The ear for a line of any rate from 8000 to 192000. */
  static NearEndDetector of(int rateHz) {
    return rateHz % Stft.RATE_HZ == 0
        ? new EchoAwareDetector(rateHz, HearingNet.standard())
        : new ResamplingDetector(
            rateHz, new EchoAwareDetector(ResamplingDetector.RATE_HZ, HearingNet.standard()));
  }
}
