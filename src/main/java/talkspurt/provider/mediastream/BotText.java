package talkspurt.provider.mediastream;

/**
 * A whole message of a bot.
 *
 * @param binary whether it came as a binary message; its bytes were read as UTF-8
 */
record BotText(String text, boolean binary) {}
