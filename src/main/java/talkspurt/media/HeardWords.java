package talkspurt.media;

/** How much of a text was heard when only part of its sound was played. */
final class HeardWords {

  /** How long a character takes to be said, where the whole is not known yet. */
  private static final int MS_PER_CHARACTER = 60;

  private HeardWords() {}

  /**
   * The words of {@code text} that were heard to their end, taking its sound to be spread evenly.
   *
   * @param playedMs how much of the sound was played
   * @param soundMs how long the sound is as far as it is known
   * @param complete whether that is all of it
   */
  static String of(String text, int playedMs, int soundMs, boolean complete) {
    int wholeMs = complete ? soundMs : Math.max(soundMs, text.length() * MS_PER_CHARACTER);
    if (playedMs >= wholeMs) {
      return text;
    }
    int reached = (int) ((long) text.length() * playedMs / wholeMs);
    if (reached < text.length() && Character.isWhitespace(text.charAt(reached))) {
      return text.substring(0, reached).strip();
    }
    return text.substring(0, Math.max(0, text.lastIndexOf(' ', reached))).strip();
  }
}
