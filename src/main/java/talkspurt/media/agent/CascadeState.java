package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.AnswerHeard;
import talkspurt.media.agent.CascadeAction.BrokenInto;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.agent.CascadeAction.ReplyOver;
import talkspurt.media.agent.CascadeAction.Tell;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.Responder;

/**
 * Whose turn it is on one line, and what is in the playback buffer: what a cascade does next. It knows
 * no clock, no timer and no thread: a {@link CascadeSignal} leads to a {@link CascadeStep}.
 */
sealed interface CascadeState permits QuietState, Replying, AwaitingDrop, FillingWait {

  /** The state of a line on which nothing has happened. */
  static CascadeState none() {
    return new QuietState.Unbegun(TurnFile.empty());
  }

  /** What is carried from state to state. */
  TurnFile file();

  /** The same state with another file. */
  CascadeState with(TurnFile file);

  /** The same state, and nothing to do. */
  default CascadeStep<?> stay() {
    return CascadeStep.to(this);
  }

  /** Whether the reply to the turn that was taken last is still to come. */
  boolean open();

  /** Whether the greeting was not begun, nor anything after it. */
  default boolean ungreeted() {
    return false;
  }

  /** Whether that reply is on its way, as far as this line knows. */
  default boolean awaitsReply() {
    return false;
  }

  /** Whether nothing is in the playback buffer. */
  default boolean quiet() {
    return false;
  }

  /** Whether, besides, the turn that was taken last was answered. */
  default boolean idle() {
    return false;
  }

  /** How much of the reply that is being played was heard, in ms. */
  default int playedMs() {
    return 0;
  }

  /** Whether a reply to this turn is wanted: each turn is answered once, and none that has passed. */
  default boolean wants(int turn) {
    return turn > file().turn() || open() && turn == file().turn();
  }

  /** Begins the greeting, if nothing was said before. */
  default CascadeStep<?> greet(SpokenText heard, Source<TtsPiece, NotUsed> speech) {
    return stay();
  }

  /** Has a reply heard as soon as there is room for it, if it is wanted. */
  default CascadeStep<?> answer(int turn, SpokenText heard, Source<TtsPiece, NotUsed> speech) {
    return wants(turn)
        ? with(file().answered(turn, heard)).reply(new PlayoutOrder.Speak(turn, speech))
        : stay();
  }

  /** What does not sound yet is given up; what does goes on. */
  CascadeStep<?> timeUp(int turn, SpokenText heard);

  /** Has the goodbye heard, whatever the caller has said since. */
  default CascadeStep<?> goodbye(int turn, SpokenText heard, Source<TtsPiece, NotUsed> speech) {
    TurnFile file = turn > file().turn() ? file().answered(turn, heard) : file().heardBefore(heard);
    return with(file).reply(new PlayoutOrder.Speak(turn, speech));
  }

  /** Has what is being said end with its sentence. */
  default CascadeStep<?> lastSentence() {
    return stay();
  }

  /** Has the reply to the file's turn heard. */
  CascadeStep<?> reply(PlayoutOrder.Speak reply);

  /** The state once the turns up to this one are known to be answered. */
  CascadeState listen(int answered);

  /** The state once the durable half has refused the turn that was taken last. */
  default CascadeState refuse() {
    return with(file().refused());
  }

  /** Takes the caller's turn, or settles first what is being said. */
  CascadeStep<?> turnOver(TurnInput input, boolean interrupts);

  /** What the caller said was no turn. */
  default CascadeStep<?> turnNotOver() {
    return stay();
  }

  /** Takes a turn in which nothing was said. */
  default CascadeStep<?> silence() {
    TurnFile silent = file().silent();
    return with(silent).turnOver(new TurnInput.Silence(silent.silences()), false);
  }

  /** Has words for a wait heard, where nothing else is. */
  default CascadeStep<?> fill(int turn, Source<TtsPiece, NotUsed> speech) {
    return stay();
  }

  /** What was heard is told to the durable half. */
  default CascadeStep<?> played(PlayoutEvent event) {
    int turn = event.turn();
    if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      return CascadeStep.to(this, new Tell(new Fact.SegmentPlayed(turn, segment.words())));
    }
    if (event instanceof PlayoutEvent.AnswerStarted) {
      return file().took(turn) ? CascadeStep.to(this, new AnswerHeard()) : stay();
    }
    if (event instanceof PlayoutEvent.Paused paused) {
      return CascadeStep.to(this, new Tell(new Fact.Interrupted(turn, paused.playedMs())));
    }
    if (event instanceof PlayoutEvent.Resumed) {
      return CascadeStep.to(this, new Tell(new Fact.Resumed(turn)));
    }
    if (event instanceof PlayoutEvent.Dropped dropped) {
      SpokenText heard = file().heardBefore().then(dropped.heard());
      Responder.Cut where = new Responder.Cut(heard.answer().text(), playedMs());
      return CascadeStep.to(
          this, new BrokenInto(turn, where), new Tell(new Fact.Yielded(turn, heard)));
    }
    if (event instanceof PlayoutEvent.Finished finished) {
      SpokenText heard = file().heardBefore().then(finished.heard());
      return CascadeStep.to(
          this, new Tell(new Fact.SpeechPlayed(turn, heard)), new ReplyOver(turn, !heard.empty()));
    }
    if (event instanceof PlayoutEvent.Started
        || event instanceof PlayoutEvent.Reached
        || event instanceof PlayoutEvent.SegmentStarted
        || event instanceof PlayoutEvent.MarkReached) {
      return stay();
    }
    throw new AssertionError(event);
  }

  /** A reply goes into the playback buffer; what was heard in the wait for it is part of it. */
  static CascadeStep<Replying> begin(TurnFile file, PlayoutOrder.Speak reply) {
    TurnFile begun = file.heardInWait(SpokenText.NOTHING);
    return CascadeStep.to(new Replying(begun, reply.turn()), new Order(reply));
  }
}
