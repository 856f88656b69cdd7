package talkspurt.control;

import talkspurt.call.CallEvent;
import talkspurt.call.CallState;

/**
 * What is read in place of an event that this program cannot read: a newer version wrote it, or its row
 * is damaged.
 *
 * @param reason in a few words, without anything of the row's content
 */
record UnreadableEvent(String reason) {

  /** An event that was read and does not fit the state of its call. */
  static UnreadableEvent unfit(RuntimeException fault) {
    return new UnreadableEvent(
        fault instanceof IllegalStateException && fault.getMessage() != null
            ? fault.getMessage()
            : fault.getClass().getSimpleName());
  }

  /** The state after an event behind one that was not read: the same where the event does not fit it. */
  static CallState afterGap(CallState call, CallEvent event) {
    try {
      return call.after(event);
    } catch (RuntimeException doesNotFit) {
      return call;
    }
  }
}
