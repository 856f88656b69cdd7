package talkspurt.media.settings;

import java.util.function.IntFunction;
import talkspurt.audio.NearEndDetector;

/**
 * How lines are heard.
 *
 * @param ears makes an ear for a line of so many samples per second
 * @param inBandKeys whether tones in the sound count as keys, beside those the line tells of
 */
public record HearingSettings(IntFunction<NearEndDetector> ears, boolean inBandKeys) {}
