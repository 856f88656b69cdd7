package talkspurt.line.websocket;

/** Whether lines are taken as unbuffered (option {@code u} of the dial string, Asterisk 23.6). */
public enum Unbuffered {
  /** As MEDIA_START says. */
  AUTO,
  /** As MEDIA_START says; a line whose MEDIA_START does not say so is logged as a warning. */
  ON,
  /** Never: sound is sent as if to a queue. */
  OFF;

  /** How a line is taken of which MEDIA_START says that. */
  boolean takenAs(boolean told) {
    return this != OFF && told;
  }

  /** Whether MEDIA_START says something else than is expected. */
  boolean surprisedBy(boolean told) {
    return this == ON && !told || this == OFF && told;
  }
}
