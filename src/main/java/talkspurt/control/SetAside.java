package talkspurt.control;

/**
 * Something that the call log cannot hold, or cannot be made of. It waits to be tried again.
 *
 * @param callId as the journal has it
 * @param event the number of the event in its call, from 1; {@link #ROW} for the row of the call
 * @param reason in one line, without what anybody said
 */
record SetAside(String callId, long event, String reason) {

  /** In the place of an event: the row made of all of them. */
  static final long ROW = 0;

  /** Whether it is the row of a call, not an event. */
  boolean row() {
    return event == ROW;
  }
}
