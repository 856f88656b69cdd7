package talkspurt.call;

import talkspurt.text.OutsideText;

/**
 * A part of what the bot said, and what it was for. Personal data: prints its length only.
 *
 * @param words what the caller heard of it
 */
public record SpokenPart(Kind kind, String words) {

  /** Words from outside are repaired, if nobody has done so before. */
  public SpokenPart {
    words = OutsideText.repaired(words);
  }

  /** What words were for. Stored by name. */
  public enum Kind {
    /** What the agent, the bot or the profile's greeting has to say. */
    ANSWER,
    /** Words for a wait. */
    FILLER,
    /** What stands in place of an answer that failed, or of its rest. */
    APOLOGY
  }

  @Override
  public String toString() {
    return kind + "[" + words.length() + " characters]";
  }
}
