package talkspurt.media.playout;

import java.util.List;
import talkspurt.text.SpokenForm;

/** How much of a text was heard when only part of its sound was played. */
final class HeardWords {

  /** By {@code ms} of its sound the first {@code characters} of a text are said. */
  record Said(int characters, int ms) {}

  /** How long a character takes to be said, where the whole is not known yet. */
  private static final int MS_PER_CHARACTER = 60;

  private HeardWords() {}

  /**
   * The words of {@code text} that were heard to their end: as the voice told when they are said,
   * else taking its sound to be spread evenly.
   *
   * @param given what the voice was given in place of the text, over which its sound is spread
   * @param said what the voice told, in order; may be empty
   * @param playedMs how much of the sound was played
   * @param soundMs how long the sound is as far as it is known
   * @param complete whether that is all of it
   */
  static String of(
      String text, SpokenForm given, List<Said> said, int playedMs, int soundMs, boolean complete) {
    int length = given.text().length();
    int wholeMs = complete ? soundMs : Math.max(soundMs, length * MS_PER_CHARACTER);
    if (complete && playedMs >= wholeMs) {
      return text;
    }
    int reached = said.isEmpty()
        ? spread(given, Math.min(length, (long) length * playedMs / Math.max(1, wholeMs)))
        : told(said, playedMs, text.length());
    return wholeWords(text, reached);
  }

  private static int spread(SpokenForm given, long spoken) {
    return given.written((int) spoken);
  }

  private static int told(List<Said> said, int playedMs, int most) {
    return said.stream()
        .filter(word -> word.ms() <= playedMs)
        .mapToInt(word -> Math.min(word.characters(), most))
        .max()
        .orElse(0);
  }

  private static String wholeWords(String text, int reached) {
    if (reached >= text.length()) {
      return text;
    }
    if (Character.isWhitespace(text.charAt(reached))) {
      return text.substring(0, reached).strip();
    }
    return text.substring(0, Math.max(0, text.lastIndexOf(' ', reached))).strip();
  }
}
