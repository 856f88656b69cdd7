package talkspurt.media.profile;

import talkspurt.collect.ConsentTerms;
import talkspurt.provider.Responder.Part;

/**
 * How callers of a profile are told that the call is recorded, and asked whether they agree.
 *
 * @param terms how they say yes or no
 * @param say what they hear
 * @param again what they hear when they are asked again
 * @param refused what a no leads to
 * @param optOut words that end the recording while the call runs
 */
public record ConsentPolicy(
    ConsentTerms terms, String say, String again, Refused refused, OptOut optOut) {

  /** What a no before the greeting leads to. */
  public sealed interface Refused {

    /** The call goes on, and is not recorded. */
    record Unrecorded() implements Refused {}

    /**
     * The bot leaves the call.
     *
     * @param words what it says first
     * @param then what is done once they were heard
     */
    record Leave(String words, Part.UseTool then) implements Refused {}
  }

  /**
   * How callers end the recording while the call runs.
   *
   * @param phrases what they say
   * @param say what the bot answers
   * @param note what its agent is told
   */
  public record OptOut(Phrases phrases, String say, String note) {

    /** Callers cannot. */
    public static final OptOut NONE = new OptOut(Phrases.NONE, "", "");
  }
}
