package talkspurt.audio;

/**
 * What was heard in one frame.
 *
 * @param clean the line's sound without the bot, {@link Hearing#delayMs} ms late
 * @param speech how likely the caller speaks, 0 to 1; one half is the threshold
 * @param speaking whether that has held for long enough to act on
 * @param echo what is known of the bot's echo
 */
public record Heard(AudioFrame clean, float speech, boolean speaking, EchoReport echo) {}
