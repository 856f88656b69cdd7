package talkspurt.provider.realtime;

/**
 * How a response is to be.
 *
 * @param more what the bot is told besides the session's instructions, or empty
 * @param tools whether it may use any
 */
record Wish(String more, boolean tools) {

  /** The bot says what it likes. */
  static final Wish REPLY = new Wish("", true);

  /** The bot speaks and does nothing else: the call ends behind it. */
  static final Wish LAST_WORDS = new Wish("", false);
}
