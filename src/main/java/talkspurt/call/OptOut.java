package talkspurt.call;

import java.util.Locale;

/**
 * That a called party does not want to be called again.
 *
 * @param by how they said so
 * @param turn of theirs in which they did; 0 where that was before the first
 */
public record OptOut(By by, int turn) {

  /** How they said so. Stored by name. */
  public enum By {
    /** By words of the profile's. */
    WORD,
    /** By its key. */
    KEY;

    /** The name that users see, such as {@code word}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
