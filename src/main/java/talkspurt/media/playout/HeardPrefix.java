package talkspurt.media.playout;

import talkspurt.text.JoinedText;

/**
 * Skips what the caller heard on an earlier line of the call, when the same reply is said again. A
 * sentence is skipped as long as it is what was heard at that place; from the first that differs on
 * all is said. Not thread-safe.
 */
public final class HeardPrefix {

  private String left;

  public HeardPrefix(String heard) {
    left = heard.strip();
  }

  /** Whether the next sentence of the reply was heard before. */
  public boolean skips(String sentence) {
    String words = sentence.strip();
    boolean heard =
        left.startsWith(words) && left.equals(JoinedText.of(words, left.substring(words.length())));
    if (left.isEmpty() || !heard) {
      left = "";
      return false;
    }
    left = left.substring(words.length()).strip();
    return true;
  }
}
