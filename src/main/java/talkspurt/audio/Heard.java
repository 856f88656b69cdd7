package talkspurt.audio;

/**
 * What was heard in one frame.
 *
 * @param clean the line's sound without the bot, up to 25 ms late
 * @param speech how likely the caller speaks, 0 to 1; one half is the threshold
 */
public record Heard(AudioFrame clean, float speech) {}
