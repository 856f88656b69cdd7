package talkspurt.outbound;

import java.time.Instant;

/** What holds of an outbound call. */
public sealed interface OutboundState {

  /** To be dialled, from that moment on. */
  record Waiting(Instant due) implements OutboundState {}

  /** To be dialled by who wrote this, and by nobody else; it may have been. */
  record Claimed(Instant at) implements OutboundState {}

  /** To be cancelled while it is claimed; what comes of it is not yet known. */
  record Cancelling(Instant at) implements OutboundState {}

  /** Claimed by a node that is gone: whether it was dialled is looked for, and it is not dialled again. */
  record Doubtful(Instant at) implements OutboundState {}

  /** Somebody or something answered; the call goes on. */
  record Answered(Instant at) implements OutboundState {}

  /** Nothing more comes of it. */
  record Over(DialOutcome outcome) implements OutboundState {}

  /** The rules forbid it. */
  record Refused(DialVerdict.Ban why) implements OutboundState {}
}
