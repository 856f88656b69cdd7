package talkspurt.media.agent;

import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;

/**
 * A reply, or the greeting, is in the playback buffer.
 *
 * @param speaking whose
 * @param playedMs how much of it was heard
 * @param answer how far its answer is: the words that are no filler
 */
record Replying(TurnFile file, int speaking, int playedMs, Answer answer) implements CascadeState {

  /** How far an answer is. */
  enum Answer {
    /** Nothing of it was heard. */
    AWAITED,
    /** It is being heard. */
    SOUNDING,
    /** It is being heard, and ends with its sentence. */
    ENDING
  }

  /** One of which nothing was heard. */
  Replying(TurnFile file, int speaking) {
    this(file, speaking, 0, Answer.AWAITED);
  }

  @Override
  public Replying with(TurnFile file) {
    return new Replying(file, speaking, playedMs, answer);
  }

  @Override
  public boolean open() {
    return false;
  }

  @Override
  public CascadeStep<Replying> reply(PlayoutOrder.Speak reply) {
    return CascadeState.begin(file, reply);
  }

  @Override
  public Replying listen(int answered) {
    return answered < file.turn() ? this : with(file.past(answered));
  }

  @Override
  public CascadeStep<AwaitingDrop> turnOver(TurnInput input, boolean interrupts) {
    return new AwaitingDrop(this, input, interrupts).drop();
  }

  @Override
  public CascadeStep<Replying> timeUp(int turn, SpokenText heard) {
    return turn == speaking && answer == Answer.AWAITED ? drop() : CascadeStep.to(this);
  }

  @Override
  public CascadeStep<Replying> lastSentence() {
    return answer == Answer.AWAITED
        ? drop()
        : CascadeStep.to(new Replying(file, speaking, playedMs, Answer.ENDING));
  }

  private CascadeStep<Replying> drop() {
    return CascadeStep.to(this, new Order(new PlayoutOrder.Drop()));
  }

  @Override
  public CascadeStep<?> played(PlayoutEvent event) {
    CascadeStep<?> told = CascadeState.super.played(event);
    if (over(event)) {
      return told.into(new QuietState.Idle(file));
    }
    CascadeStep<Replying> going =
        told.into(new Replying(file, speaking, heardMs(event), answer(event)));
    return answer == Answer.ENDING && event instanceof PlayoutEvent.SegmentPlayed
        ? going.and(new Order(new PlayoutOrder.Drop()))
        : going;
  }

  /** Whether the buffer is empty after this. */
  boolean over(PlayoutEvent event) {
    return event.turn() == speaking && ends(event);
  }

  /** Whether some reply has left the buffer. */
  static boolean ends(PlayoutEvent event) {
    return event instanceof PlayoutEvent.Dropped || event instanceof PlayoutEvent.Finished;
  }

  private int heardMs(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.Started) {
      return 0;
    }
    if (event instanceof PlayoutEvent.Paused paused) {
      return paused.playedMs();
    }
    return event instanceof PlayoutEvent.Reached reached ? reached.replyMs() : playedMs;
  }

  private Answer answer(PlayoutEvent event) {
    boolean begins = event instanceof PlayoutEvent.AnswerStarted && event.turn() == speaking;
    return begins && answer == Answer.AWAITED ? Answer.SOUNDING : answer;
  }
}
