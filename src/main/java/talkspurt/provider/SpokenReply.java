package talkspurt.provider;

/**
 * What a bot says in one go, as it becomes known: its words, and how long their sound is. The words
 * are taken to be spread evenly over the sound. Not thread-safe.
 */
public final class SpokenReply {

  /** How long a character takes to be said, where the words are ahead of their sound. */
  private static final int MS_PER_CHARACTER = 60;

  private final StringBuilder words = new StringBuilder();
  private int soundMs;
  private boolean complete;

  /** More words and more sound of it. */
  public void add(String more, int ms) {
    words.append(more);
    soundMs += ms;
  }

  /** No more comes. */
  public void end() {
    complete = true;
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
    int wholeMs =
        complete ? soundMs : Math.max(soundMs, Math.min(all.length(), 1 << 20) * MS_PER_CHARACTER);
    if (complete && playedMs >= wholeMs) {
      return all;
    }
    int reached =
        (int) Math.min(all.length(), (long) all.length() * playedMs / Math.max(1, wholeMs));
    if (reached >= all.length() || Character.isWhitespace(all.charAt(reached))) {
      return all.substring(0, reached).strip();
    }
    return all.substring(0, Math.max(0, all.lastIndexOf(' ', reached))).strip();
  }
}
