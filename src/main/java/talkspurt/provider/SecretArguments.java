package talkspurt.provider;

/**
 * Values that stand in the memory of one call alone. A model and the journal know references to them; the values
 * take their places when a tool's request is written, and not before. Thread-safe.
 */
public interface SecretArguments {

  /** No value of a tool is secret. */
  SecretArguments NONE = arguments -> arguments;

  /**
   * The arguments as they go out. The values are given up by that: nobody gets them a second time.
   *
   * @param arguments a JSON object with references
   */
  String filled(String arguments);
}
