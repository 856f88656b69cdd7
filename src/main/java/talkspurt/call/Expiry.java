package talkspurt.call;

/** What a call is waiting for, and how it ends if that does not come in time. */
public enum Expiry {
  /** Audio of an announced call. */
  EXPECTED_AUDIO(EndReason.NO_AUDIO),
  /** The same caller again, after Asterisk closed the line. */
  HANG_UP_GRACE(EndReason.CALLER_HUNG_UP),
  /** The line again, after a fault of ours. */
  REATTACHMENT(EndReason.LINE_LOST),
  /** Word from the dialplan that a transfer failed after all, once the caller has arrived. */
  TRANSFER_SETTLED(EndReason.TRANSFERRED),
  /** Word from the dialplan whether a person takes the caller. */
  CONSULTATION(EndReason.TRANSFER_UNCONFIRMED),
  /** Word from the dialplan of what became of a transfer. */
  TRANSFER_REPORT(EndReason.TRANSFER_UNCONFIRMED);

  private final EndReason reason;

  Expiry(EndReason reason) {
    this.reason = reason;
  }

  /** How the call ends when the time is over. */
  public EndReason reason() {
    return reason;
  }
}
