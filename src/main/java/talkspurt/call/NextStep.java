package talkspurt.call;

/** What the dialplan should do with a caller whose line has come back to it. */
public sealed interface NextStep {

  /** Connect the audio again: the call is not over. */
  record Reconnect() implements NextStep {}

  /** Send the caller to another place of the dialplan. */
  record Transfer(Destination destination) implements NextStep {}

  /** The call is lost, though the caller is not: whoever has the caller looks after them. */
  record Lost() implements NextStep {}

  /** There was no place for the call, and the caller has heard so. */
  record Busy() implements NextStep {}

  /** Nothing is left to do. */
  record HangUp() implements NextStep {}
}
