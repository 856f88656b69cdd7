package talkspurt.control;

/** What must not be kept of words, by their language. Safe for use by several threads. */
@FunctionalInterface
public interface WordRedaction {

  /**
   * The words as they may be kept; what was redacted stays as it is.
   *
   * @param language a BCP 47 tag; empty: the profile's own
   */
  String redacted(String words, String language);
}
