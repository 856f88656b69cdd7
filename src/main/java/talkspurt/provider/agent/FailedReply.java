package talkspurt.provider.agent;

import talkspurt.language.LanguagePack;
import talkspurt.language.Wording.Text;

/**
 * How a model is told that a reply of its own failed, and the caller heard an apology in its place or
 * in that of its rest: in the call's language, in brackets, and never among the model's own words,
 * which it would imitate.
 */
public final class FailedReply {

  private FailedReply() {}

  /**
   * The note as a model reads it.
   *
   * @param language BCP 47 tag; English where its form is not known
   */
  public static String told(String language) {
    return LanguagePack.shipped(language).wording().of(Text.REPLY_FAILED);
  }
}
