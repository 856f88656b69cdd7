package talkspurt.provider.agent;

import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;

/** What a model reads of those who intervene in a call, so that it takes them for nobody else. */
public final class OperatorNote {

  private OperatorNote() {}

  /**
   * Words for the model alone.
   *
   * @param by who wrote them; may be empty
   */
  public static String hint(String by, String words, Wording wording) {
    return wording.of(Text.OPERATOR_HINT, operator(by, wording), words);
  }

  /** Stands before words that the caller heard in the bot's voice. */
  public static String saidNext(String by, Wording wording) {
    return wording.of(Text.OPERATOR_SAID_NEXT, operator(by, wording));
  }

  /** Words that the caller heard in the bot's voice. */
  public static String said(String by, String words, Wording wording) {
    return wording.of(Text.OPERATOR_SAID, operator(by, wording), words);
  }

  private static String operator(String by, Wording wording) {
    return by.isEmpty() ? wording.of(Text.OPERATOR) : wording.of(Text.OPERATOR_NAMED, by);
  }
}
