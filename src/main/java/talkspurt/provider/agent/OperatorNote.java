package talkspurt.provider.agent;

/** What a model reads of those who intervene in a call, so that it takes them for nobody else. */
public final class OperatorNote {

  /** What it is to do about the last note at once. */
  public static final String SPEAK = "[Speak to the caller now, as the operator's last note asks.]";

  private OperatorNote() {}

  /**
   * Words for the model alone.
   *
   * @param by who wrote them; may be empty
   */
  public static String hint(String by, String words) {
    return "[Note of " + operator(by)
        + ", which the caller does not hear. Do not read it out, and do"
        + " not answer it as if the caller had said it:] " + words;
  }

  /** Stands before words that the caller heard in the bot's voice. */
  public static String saidNext(String by) {
    return "[The next words to the caller were not yours: " + operator(by)
        + " had them said in your" + " voice.]";
  }

  /** Words that the caller heard in the bot's voice. */
  public static String said(String by, String words) {
    return "[" + operator(by).replaceFirst("^t", "T")
        + " had these words said to the caller, in your" + " voice. Do not repeat them:] " + words;
  }

  private static String operator(String by) {
    return by.isEmpty() ? "the operator" : "the operator \"" + by + "\"";
  }
}
