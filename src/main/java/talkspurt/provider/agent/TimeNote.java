package talkspurt.provider.agent;

import java.time.Duration;

/** What a model is told of a call that is nearly as long as its profile lets it be. */
public final class TimeNote {

  private TimeNote() {}

  /** The note, with the seconds that are left. */
  public static String told(Duration left) {
    return "[The call ends in " + left.toSeconds() + " seconds. Begin nothing new. Answer in one"
        + " sentence, say what is still to be done, and say goodbye.]";
  }

  /** What a model is told that is to say goodbye. */
  public static String goodbye(String words) {
    return words.isBlank()
        ? "[The time of the call is over. Say goodbye in one short sentence, in the language of the"
            + " conversation, and ask nothing.]"
        : "[The time of the call is over. Say exactly this, and nothing else:] " + words;
  }
}
