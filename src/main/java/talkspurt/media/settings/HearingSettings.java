package talkspurt.media.settings;

import java.time.Duration;
import java.util.function.IntFunction;
import talkspurt.audio.NearEndDetector;

/**
 * How lines are heard.
 *
 * @param ears makes an ear for a line of so many samples per second
 * @param inBandKeys whether tones in the sound count as keys, beside those the line tells of
 * @param endsLate how much later than the caller's last sound ears take them for silent
 */
public record HearingSettings(
    IntFunction<NearEndDetector> ears, boolean inBandKeys, Duration endsLate) {

  /** Ears that take a caller for silent with the first frame without their sound. */
  public HearingSettings(IntFunction<NearEndDetector> ears, boolean inBandKeys) {
    this(ears, inBandKeys, Duration.ZERO);
  }
}
