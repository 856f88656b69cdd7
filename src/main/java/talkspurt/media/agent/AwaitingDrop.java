package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.Discard;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;

/**
 * The caller's turn is complete while a reply is in the playback buffer. The durable half hears of
 * turns one after the other: this one is taken when the reply is dropped, or was heard.
 *
 * @param interrupts whether the reply may be cut short
 */
record AwaitingDrop(Replying reply, TurnInput input, boolean interrupts) implements CascadeState {

  @Override
  public TurnFile file() {
    return reply.file();
  }

  @Override
  public AwaitingDrop with(TurnFile file) {
    return over(reply.with(file));
  }

  private AwaitingDrop over(Replying other) {
    return new AwaitingDrop(other, input, interrupts);
  }

  @Override
  public boolean open() {
    return false;
  }

  @Override
  public int playedMs() {
    return reply.playedMs();
  }

  /** Asks for the reply to be dropped. */
  CascadeStep<AwaitingDrop> drop() {
    CascadeStep<AwaitingDrop> discarded = CascadeStep.to(this, new Discard());
    return interrupts ? discarded.and(new Order(new PlayoutOrder.Drop())) : discarded;
  }

  @Override
  public CascadeStep<AwaitingDrop> timeUp(int turn, SpokenText heard) {
    return goesOn(reply.timeUp(turn, heard));
  }

  @Override
  public CascadeStep<AwaitingDrop> lastSentence() {
    return goesOn(reply.lastSentence());
  }

  /** The caller's turn is not taken any more. */
  @Override
  public CascadeStep<?> goodbye(int turn, SpokenText heard, Source<TtsPiece, NotUsed> speech) {
    return reply.goodbye(turn, heard, speech);
  }

  private CascadeStep<AwaitingDrop> goesOn(CascadeStep<Replying> step) {
    return step.into(over(step.next()));
  }

  @Override
  public CascadeStep<?> reply(PlayoutOrder.Speak other) {
    return goesOn(reply.reply(other));
  }

  @Override
  public AwaitingDrop listen(int answered) {
    return over(reply.listen(answered));
  }

  @Override
  public CascadeStep<?> turnOver(TurnInput other, boolean interrupts) {
    return reply.turnOver(other, interrupts);
  }

  @Override
  public CascadeStep<?> played(PlayoutEvent event) {
    CascadeStep<?> step = reply.played(event);
    if (!(step.next() instanceof Replying still)) {
      return step.then(step.next().turnOver(input, interrupts));
    }
    return Replying.ends(event) ? step.then(over(still).drop()) : step.into(over(still));
  }
}
