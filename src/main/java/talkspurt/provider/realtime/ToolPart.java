package talkspurt.provider.realtime;

/**
 * What one event tells of a tool call. Servers tell a call in several events, and not all of them tell
 * it in the same ones.
 *
 * @param item the id of the conversation item, or empty
 * @param call the id the output has to name, or empty
 * @param name the tool's name, or empty
 * @param arguments a JSON object as text, or a part of it, or empty
 */
record ToolPart(String item, String call, String name, String arguments, Told told) {

  /** How far the call is told. */
  enum Told {
    /** The call begins; its arguments follow. */
    BEGUN,
    /** More of the arguments. */
    MORE,
    /** All of the arguments; the name may be told elsewhere. */
    ARGUMENTS,
    /** The whole call. */
    WHOLE,
    /** The call as far as it was written when the server broke it off. */
    CUT
  }
}
