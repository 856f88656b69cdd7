package talkspurt.media.agent;

import talkspurt.call.CallRequest.Fact;
import talkspurt.call.TurnInput;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.provider.Responder;

/** What a {@link CascadeState} wants done, in this order. */
sealed interface CascadeAction {

  /** Tell the playback this. */
  record Order(PlayoutOrder order) implements CascadeAction {}

  /** Tell the durable half this. */
  record Tell(Fact fact) implements CascadeAction {}

  /** A reply that was asked for before its turn was in the journal is not wanted any more. */
  record Discard() implements CascadeAction {}

  /** This turn of the caller was taken: its reply may be asked for. */
  record Took(int turn, TurnInput input) implements CascadeAction {}

  /** Nobody waits for a reply any more. */
  record StopWaiting() implements CascadeAction {}

  /** The words for a wait were heard; {@code more} where the caller still waits. */
  record FillerHeard(boolean more) implements CascadeAction {}

  /** The answer to the turn that was taken last begins to be heard. */
  record AnswerHeard() implements CascadeAction {}

  /** The rest of this turn's reply was dropped. */
  record BrokenInto(int turn, Responder.Cut where) implements CascadeAction {}

  /** This turn's reply was played to its end; {@code heard} where it was not all silence. */
  record ReplyOver(int turn, boolean heard) implements CascadeAction {}

  /** Release the line: the durable half has not answered, and the apology was heard. */
  record Release() implements CascadeAction {}
}
