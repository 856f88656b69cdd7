package talkspurt.media.agent;

import talkspurt.call.TurnInput;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;

/**
 * A reply, or the greeting, is in the playback buffer.
 *
 * @param speaking whose
 * @param playedMs how much of it was heard
 */
record Replying(TurnFile file, int speaking, int playedMs) implements CascadeState {

  @Override
  public Replying with(TurnFile file) {
    return new Replying(file, speaking, playedMs);
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
  public CascadeStep<?> played(PlayoutEvent event) {
    CascadeStep<?> told = CascadeState.super.played(event);
    return over(event)
        ? told.into(new QuietState.Idle(file))
        : told.into(new Replying(file, speaking, heardMs(event)));
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
}
