package talkspurt.media.agent;

import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.FillerHeard;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.agent.CascadeAction.Release;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;

/**
 * Words for a wait are in the playback buffer. They are no turn of the bot's: they count as the
 * beginning of the next.
 *
 * @param behind what goes on when they are over
 */
record FillingWait(QuietState behind, Filler filler) implements CascadeState {

  /** What becomes of the words for a wait. */
  enum Filler {
    /** They wait for their sound. */
    SILENT,
    /** The caller hears them. */
    SOUNDING,
    /** A reply came before their sound did: they are being dropped for it. */
    GIVING_WAY
  }

  @Override
  public TurnFile file() {
    return behind.file();
  }

  @Override
  public FillingWait with(TurnFile file) {
    return over(behind.with(file));
  }

  private FillingWait over(QuietState other) {
    return new FillingWait(other, filler);
  }

  @Override
  public boolean open() {
    return behind.open();
  }

  @Override
  public boolean awaitsReply() {
    return behind.awaitsReply();
  }

  /** The words for the wait are heard to their end. */
  @Override
  public CascadeStep<?> timeUp(int turn, SpokenText heard) {
    CascadeStep<?> step = behind.timeUp(turn, heard);
    return step.next() instanceof QuietState quiet ? step.into(over(quiet)) : step;
  }

  /** Words for a wait that do not sound yet, perhaps never will, are not waited for. */
  @Override
  public CascadeStep<?> reply(PlayoutOrder.Speak reply) {
    QuietState.Holding held = new QuietState.Holding(file(), reply);
    return filler == Filler.SILENT
        ? CascadeStep.to(
            new FillingWait(held, Filler.GIVING_WAY), new Order(new PlayoutOrder.Drop()))
        : CascadeStep.to(over(held));
  }

  @Override
  public FillingWait listen(int answered) {
    return over(behind.listen(answered));
  }

  @Override
  public FillingWait refuse() {
    return over(behind.refuse());
  }

  @Override
  public CascadeStep<?> turnOver(TurnInput input, boolean interrupts) {
    CascadeStep<QuietState.TurnTaken> taken = behind.take(input);
    return taken.into(over(taken.next()));
  }

  @Override
  public CascadeStep<?> played(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.Started && filler == Filler.SILENT) {
      return CascadeStep.to(new FillingWait(behind, Filler.SOUNDING));
    }
    if (event instanceof PlayoutEvent.Finished finished) {
      return finished(finished.heard());
    }
    if (event instanceof PlayoutEvent.Dropped dropped) {
      CascadeStep<QuietState> heard = behind.heardInWait(dropped.heard());
      return filler == Filler.GIVING_WAY ? heard.then(heard.next().goOn()) : heard;
    }
    return stay();
  }

  private CascadeStep<?> finished(SpokenText words) {
    CascadeStep<QuietState> heard = behind.heardInWait(words);
    if (behind instanceof QuietState.Holding) {
      return heard.and(new FillerHeard(false)).then(heard.next().goOn());
    }
    return heard.and(file().apologised() ? new Release() : new FillerHeard(true));
  }
}
