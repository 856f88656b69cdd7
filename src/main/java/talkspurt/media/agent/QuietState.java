package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.Discard;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.agent.CascadeAction.Tell;
import talkspurt.media.agent.CascadeAction.Took;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;

/** A state in which nothing is in the playback buffer. */
sealed interface QuietState extends CascadeState {

  @Override
  QuietState with(TurnFile file);

  @Override
  default boolean quiet() {
    return true;
  }

  /** Whether a reply is owed, which is given up before the next turn is taken. */
  default boolean owes() {
    return true;
  }

  @Override
  default CascadeStep<?> reply(PlayoutOrder.Speak reply) {
    return CascadeState.begin(file(), reply);
  }

  @Override
  default QuietState listen(int answered) {
    return answered < file().turn() ? this : new Idle(file().past(answered));
  }

  @Override
  default QuietState refuse() {
    return with(file().refused());
  }

  @Override
  default CascadeStep<?> turnOver(TurnInput input, boolean interrupts) {
    return take(input);
  }

  /** Takes the caller's next turn. */
  default CascadeStep<TurnTaken> take(TurnInput input) {
    CascadeStep<?> settled = owes() ? giveUp() : stay();
    TurnFile file = settled.next().file().took();
    CascadeStep<?> told = settled.and(new Tell(new Fact.TurnTaken(file.turn(), input)));
    SpokenText heard = file.heardInWait();
    CascadeStep<?> whole =
        heard.empty() ? told : told.and(new Tell(new Fact.SegmentPlayed(file.turn(), heard)));
    return whole.and(new Took(file.turn(), input)).into(new TurnTaken(file));
  }

  private CascadeStep<?> giveUp() {
    TurnFile file = file();
    return CascadeStep.to(
        with(file.heardInWait(SpokenText.NOTHING)),
        new Discard(),
        new Order(new PlayoutOrder.Forget()), // it may have been granted, and wait
        new Tell(new Fact.Interrupted(file.turn(), 0)),
        new Tell(new Fact.Yielded(file.turn(), file.heardBefore())));
  }

  @Override
  default CascadeStep<?> timeUp(int turn, SpokenText heard) {
    return wants(turn) ? with(file().answered(turn, heard)).quit() : stay();
  }

  /** Gives up the reply, and takes no other turn. */
  default CascadeStep<Idle> quit() {
    CascadeStep<?> givenUp = giveUp();
    return givenUp.into(new Idle(givenUp.next().file()));
  }

  @Override
  default CascadeStep<?> fill(int turn, Source<TtsPiece, NotUsed> speech) {
    return CascadeStep.to(
        new FillingWait(this, FillingWait.Filler.SILENT),
        new Order(new PlayoutOrder.Speak(turn, speech)));
  }

  /** Words for a wait were heard. */
  default CascadeStep<QuietState> heardInWait(SpokenText words) {
    SpokenText all = file().heardInWait().then(words);
    TurnFile file = file().heardInWait(all);
    return words.empty() || !file.own() || !owes()
        ? CascadeStep.to(with(file))
        : CascadeStep.to(
            with(file.heardBefore(all)), new Tell(new Fact.SegmentPlayed(file.turn(), words)));
  }

  /** Begins what words for a wait held up. */
  default CascadeStep<?> goOn() {
    return stay();
  }

  /** Nothing has been said on this line. */
  record Unbegun(TurnFile file) implements QuietState {
    @Override
    public Unbegun with(TurnFile file) {
      return new Unbegun(file);
    }

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public boolean ungreeted() {
      return true;
    }

    @Override
    public CascadeStep<?> greet(SpokenText heard, Source<TtsPiece, NotUsed> speech) {
      return CascadeState.begin(file.heardBefore(heard), new PlayoutOrder.Speak(0, speech));
    }
  }

  /** The turn that was taken last was answered; the caller may speak. */
  record Idle(TurnFile file) implements QuietState {
    @Override
    public Idle with(TurnFile file) {
      return new Idle(file);
    }

    @Override
    public boolean open() {
      return false;
    }

    @Override
    public boolean owes() {
      return false;
    }

    @Override
    public boolean idle() {
      return true;
    }
  }

  /** The caller's turn was taken, and the durable half is to say that it has it. */
  record TurnTaken(TurnFile file) implements QuietState {
    @Override
    public TurnTaken with(TurnFile file) {
      return new TurnTaken(file);
    }

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public boolean awaitsReply() {
      return true;
    }

    @Override
    public TurnRefused refuse() {
      return new TurnRefused(file.refused());
    }
  }

  /** The durable half did not take the turn: no reply comes. */
  record TurnRefused(TurnFile file) implements QuietState {
    @Override
    public TurnRefused with(TurnFile file) {
      return new TurnRefused(file);
    }

    @Override
    public boolean open() {
      return true;
    }
  }

  /**
   * A reply waits while the caller speaks, who has broken into the words that were to bridge the wait
   * for it.
   */
  record Holding(TurnFile file, PlayoutOrder.Speak held) implements QuietState {
    @Override
    public Holding with(TurnFile file) {
      return new Holding(file, held);
    }

    @Override
    public boolean open() {
      return false;
    }

    @Override
    public boolean idle() {
      return true;
    }

    @Override
    public CascadeStep<?> timeUp(int turn, SpokenText heard) {
      return turn == file.turn() ? QuietState.super.quit() : stay();
    }

    @Override
    public Holding listen(int answered) {
      return answered < file.turn() ? this : with(file.past(answered));
    }

    @Override
    public CascadeStep<?> turnNotOver() {
      return goOn();
    }

    @Override
    public CascadeStep<?> goOn() {
      return CascadeState.begin(file, held);
    }
  }
}
