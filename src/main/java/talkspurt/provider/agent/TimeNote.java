package talkspurt.provider.agent;

import java.time.Duration;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;

/** What a model is told of a call that is nearly as long as its profile lets it be. */
public final class TimeNote {

  private TimeNote() {}

  /** The note, with the seconds that are left. */
  public static String told(Duration left, Wording words) {
    return words.of(Text.TIME_LEFT, left.toSeconds());
  }

  /** What a model is told that is to say goodbye: this, or something of its own where that is empty. */
  public static String goodbye(String goodbye, Wording words) {
    return goodbye.isBlank() ? words.of(Text.GOODBYE) : words.of(Text.GOODBYE_EXACTLY, goodbye);
  }
}
