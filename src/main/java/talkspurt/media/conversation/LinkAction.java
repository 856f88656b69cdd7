package talkspurt.media.conversation;

import java.time.Duration;
import java.util.Optional;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.control.CallSummary;

/** What a {@link CallLink} wants done, in this order. */
sealed interface LinkAction {

  /** Ask the call to take the line; {@code again} where it has carried the call before. */
  record Attach(boolean again) implements LinkAction {}

  /** The call has taken the line; {@code first} where it had not before. */
  record Begun(CallSummary call, boolean first) implements LinkAction {}

  /** Tell the call from now on, every now and then, that the line still carries it. */
  record KeepOn() implements LinkAction {}

  /** Tell it no more. */
  record KeepNoMore() implements LinkAction {}

  /** Tell the call that the line still carries it. */
  record Keep() implements LinkAction {}

  /** Put this to the call. */
  record Ask(CallRequest request) implements LinkAction {}

  /** Tell the call how long the line has brought no sound; {@code leaving} where that is no matter. */
  record Prove(boolean leaving) implements LinkAction {}

  /** The call does not answer; {@code first} where it did before. */
  record NotResponding(Throwable why, boolean first) implements LinkAction {}

  /** Go on after this: {@link CallLink#retry}. */
  record RetryAfter(Duration pause) implements LinkAction {}

  /** Look whether the journal has to be read, after this: {@link CallLink#journalDue}. */
  record JournalAfter(Duration pause) implements LinkAction {}

  /** Read in the journal what is to be done. */
  record ReadJournal() implements LinkAction {}

  /** The journal told what is to be done. */
  record Resumed() implements LinkAction {}

  /** Say it: a greeting, an answer, or nothing while the caller speaks. */
  record Converse(Instruction instruction) implements LinkAction {}

  /** The call has answered to this. */
  record Answered(CallRequest request, Optional<Refusal> refusal) implements LinkAction {}

  /** The call does not take the line. */
  record LineRefused(Refusal why) implements LinkAction {}

  /** The call, which has carried on this line, is on another, or over. */
  record LineReplaced(Refusal why) implements LinkAction {}

  /** Another node is to take the line: look after this whether it still has it. */
  record HandOverAfter(Duration pause) implements LinkAction {}

  /** Another node takes the line. */
  record HandedOver() implements LinkAction {}

  /** Release the line. */
  record Release() implements LinkAction {}

  /** Stop if the call was not told in time. */
  record GiveUpLater() implements LinkAction {}

  /** Nothing is left to do. */
  record Stop() implements LinkAction {}
}
