package talkspurt.call;

/** Why a request was not granted. */
public enum Refusal {
  /** No such call. */
  UNKNOWN_CALL("no call with this id is known"),
  /** The line came without a call start, and such lines are not taken. */
  NOT_ANNOUNCED("the call was not announced by a call start"),
  /** Another call start was posted with the same id. */
  ALREADY_REGISTERED("the call is registered with other particulars"),
  /** The line that asks does not carry the call (any more). */
  NOT_YOUR_LINE("the call is on another line"),
  /** Another line carries the call, and its caller is heard there. */
  LINE_IN_USE("the call is on another line, and its caller is heard there"),
  /** The call is over. */
  CALL_ENDED("the call is over"),
  /** There is no tool of that name, or its arguments are wrong. */
  UNKNOWN_TOOL("no such tool, or wrong arguments"),
  /** The tool has run, and its outcome is known. */
  TOOL_HAS_RUN("the tool has run"),
  /** The tool was asked to run on a line that is gone; whether it did is not known. */
  TOOL_FORSAKEN("whether the tool has run is not known"),
  /** No more tools may be used in this call. */
  TOO_MANY_TOOLS("too many tools were used in this call"),
  /** The bot has a voice, and may have spoken with it. */
  VOICE_STAYS("the voice can be chosen only until the call is answered"),
  /** The id that was given with the request is that of another. */
  KEY_IN_USE("another request of this call has the same idempotency key"),
  /** More words are brought into the call than it takes. */
  TOO_MANY_WORDS("the call takes at most 8 that wait to be said, 20 a minute, and 200 in all"),
  /** The same command was asked for under the same id, and is or was carried out. */
  COMMAND_KNOWN("the command was asked for before"),
  /** More commands to the channel are asked for than a call takes. */
  TOO_MANY_COMMANDS("the call's channel takes at most 20 commands a minute, and 200 in all"),
  /** The request does not fit what the call is doing. */
  NOT_NOW("the call's state does not allow it");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** One sentence for people. */
  public String text() {
    return text;
  }
}
