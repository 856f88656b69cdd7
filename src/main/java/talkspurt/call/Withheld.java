package talkspurt.call;

import talkspurt.text.OutsideText;

/**
 * A sentence that an agent was not let say.
 *
 * @param turn in the answer to which turn
 * @param rule the name of the rule that forbids it
 * @param words the sentence; nobody heard it
 */
public record Withheld(int turn, String rule, SpokenText words) {

  /** How many an agent hears about: those that came last. */
  static final int MOST = 10;

  public Withheld {
    rule = OutsideText.repaired(rule);
  }
}
