package talkspurt.media.playout;

import talkspurt.call.SpokenText;

/**
 * Speech that was cut off by the end of its line.
 *
 * @param turn whose reply it was
 * @param words what was heard of the segment that was being played
 */
public record TtsCut(int turn, SpokenText words) {}
