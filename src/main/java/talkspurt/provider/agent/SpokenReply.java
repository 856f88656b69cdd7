package talkspurt.provider.agent;

/**
 * What a bot says in one go, as it becomes known: its words, and how long their sound is. The words
 * are taken to be spread evenly over the sound. Not thread-safe.
 */
public final class SpokenReply {

  private final StringBuilder words = new StringBuilder();
  private int soundMs;

  /** More words and more sound of it. */
  public void add(String more, int ms) {
    words.append(more);
    soundMs += ms;
  }

  /** How long its sound is, as far as it is known. */
  public int soundMs() {
    return soundMs;
  }

  /** All its words. */
  public String words() {
    return words.toString().strip();
  }

  /** The words that were heard to their end when so much of the sound was played. */
  public String heard(int playedMs) {
    String all = words();
    if (playedMs >= soundMs) {
      return all;
    }
    return all.substring(0, wordEnd(all, (int) ((long) all.length() * playedMs / soundMs)))
        .strip();
  }

  /** Where the last word ends that is over when so many characters were said. */
  public static int wordEnd(CharSequence words, int characters) {
    if (characters >= words.length()) {
      return words.length();
    }
    int end = Math.max(0, characters);
    while (end > 0 && !beginsAnew(words.charAt(end))) {
      end--;
    }
    return end;
  }

  /** What is before a blank is a word, and each ideograph begins one. */
  private static boolean beginsAnew(char character) {
    return Character.isWhitespace(character) || Character.isIdeographic(character);
  }
}
