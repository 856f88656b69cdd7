package talkspurt.outcome;

/** Who is to tell how a call came out. */
public enum Fill {
  /** Nobody is asked to; what the agent tells is kept all the same. */
  OFF,
  /** The agent, as it ends the call or sends the caller on. */
  IN_CALL,
  /** The agent, and what it left out a model after the call. */
  AFTER_CALL
}
