package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.Discard;
import talkspurt.media.agent.CascadeAction.StopWaiting;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.TtsPiece;

/** What a {@link CascadeState} is told. Each kind asks one question of the state. */
sealed interface CascadeSignal {

  /** Puts the question to a state. */
  CascadeStep<?> askOf(CascadeState state);

  /** The durable half wants the greeting; {@code heard} of it was heard on an earlier line. */
  record Greet(SpokenText heard, Source<TtsPiece, NotUsed> speech) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.greet(heard, speech);
    }
  }

  /** The durable half wants this reply; {@code heard} of it was heard on an earlier line. */
  record Answer(int turn, SpokenText heard, Source<TtsPiece, NotUsed> speech)
      implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.answer(turn, heard, speech);
    }
  }

  /**
   * The call's time is over: what is being said goes on, what does not sound yet is not waited for.
   *
   * @param turn whose reply, or greeting, the durable half waits for
   * @param heard what was heard of it on an earlier line
   */
  record TimeUp(int turn, SpokenText heard) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.timeUp(turn, heard);
    }
  }

  /**
   * The durable half wants the goodbye, as this turn; the caller's turns that were taken since are not
   * answered.
   *
   * @param heard what was heard of it on an earlier line
   */
  record Goodbye(int turn, SpokenText heard, Source<TtsPiece, NotUsed> speech)
      implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.goodbye(turn, heard, speech);
    }
  }

  /** The call's time has been over for a while: what is still being said ends with its sentence. */
  record LastSentence() implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.lastSentence();
    }
  }

  /** The durable half listens for this turn of the caller's: the one before was answered. */
  record Listen(int turn) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return CascadeStep.to(state.listen(turn - 1));
    }
  }

  /** The durable half does not take this turn. */
  record Refused(int turn) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return turn == state.file().turn()
          ? CascadeStep.to(state.refuse(), new Discard(), new StopWaiting())
          : state.stay();
    }
  }

  /** Something was played, paused or dropped. */
  record Played(PlayoutEvent event) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.played(event);
    }
  }

  /**
   * The caller's turn is complete.
   *
   * @param interrupts whether what the bot says may be cut short for it
   */
  record TurnOver(TurnInput input, boolean interrupts) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.with(state.file().spoke()).turnOver(input, interrupts);
    }
  }

  /** The caller's speech was no turn. */
  record TurnNotOver() implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.turnNotOver();
    }
  }

  /**
   * The caller has kept silent.
   *
   * @param settled whether the durable half knows of all that was told
   */
  record CallerSilent(boolean settled) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return settled && state.idle() ? state.silence() : state.stay();
    }
  }

  /** A tool that had kept its reply waiting has returned: the caller need not ask for it. */
  record NewsCame() implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return CascadeStep.to(state.with(state.file().news(true)));
    }
  }

  /** The durable half has answered; {@code settled} where it knows of all that was told. */
  record Answered(boolean settled) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return settled && state.idle() && state.file().news() ? state.silence() : state.stay();
    }
  }

  /** The caller is to hear words for a wait; {@code turn} is whose reply they precede. */
  record Fill(int turn, Source<TtsPiece, NotUsed> speech) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.fill(turn, speech);
    }
  }

  /** The durable half has not answered for too long: the caller is to hear the apology. */
  record Apologise(int turn, Source<TtsPiece, NotUsed> speech) implements CascadeSignal {
    @Override
    public CascadeStep<?> askOf(CascadeState state) {
      return state.with(state.file().apologised(true)).fill(turn, speech);
    }
  }
}
