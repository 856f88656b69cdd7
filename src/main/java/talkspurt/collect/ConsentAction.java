package talkspurt.collect;

/** What a {@link ConsentState} wants done. */
public sealed interface ConsentAction {

  /**
   * The caller is to hear that the call is recorded.
   *
   * @param again whether the caller was told before
   */
  record Ask(boolean again) implements ConsentAction {}

  /** The caller has answered, or is asked no more. */
  record End(ConsentAnswer answer) implements ConsentAction {}
}
