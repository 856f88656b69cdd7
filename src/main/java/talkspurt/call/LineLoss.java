package talkspurt.call;

/** How a line went away. */
public enum LineLoss {
  /** Asterisk closed or reset the connection: as a rule the caller has hung up. */
  PEER_CLOSED,
  /** The node that held the line, or its process, is gone. */
  NODE_LOST,
  /** The same call came in on another line. */
  REPLACED,
  /** The node is about to stop, and let the line go so that another takes it. */
  HANDED_OVER,
  /** The host of Asterisk stands still, or is cut off: nothing comes from it, and it takes nothing. */
  HOST_LOST,
  /** We could not serve the line any longer. */
  FAILED
}
