package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.call.CallPlan;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.HoldLine;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Profile;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;

/** What those who intervene in a call want of its cascade: turns for their words, and the caller on hold. */
final class OperatorDesk {

  private final Dialogue.Host host;
  private final Conversation.Pipeline pipeline;
  private final OperatorTurns turns = new OperatorTurns();
  private final HoldLine hold = new HoldLine();
  private Profile profile;
  private TurnSettings settings;
  private boolean timeIsUp;

  OperatorDesk(Dialogue.Host host, Conversation.Pipeline pipeline) {
    this.host = host;
    this.pipeline = pipeline;
  }

  /** This profile answers from now on, and takes turns so. */
  void use(Profile other, TurnSettings wanted) {
    profile = other;
    settings = wanted;
    if (hasFloor()) {
      interruptible(false);
    }
  }

  /** Whether nothing of the caller's may interrupt, whatever the settings say. */
  boolean hasFloor() {
    return hold.on() || turns.insists();
  }

  /**
   * This is what is wanted from now on.
   *
   * @param turn the caller's that was taken last
   * @return what the cascade is told of a caller who is put on hold: the sentence that is being said is the last
   */
  List<CascadeSignal> know(CallPlan plan, int turn) {
    turns.use(plan.session());
    timeIsUp = plan.limit().ranOut();
    if (!hold.use(plan.session().onHold()) || timeIsUp) {
      return List.of();
    }
    turns.callerSpeaks(false);
    interruptible(!hold.on() && !turns.insists());
    if (hold.on()) {
      return List.of(
          new CascadeSignal.TimeUp(turn, SpokenText.NOTHING), new CascadeSignal.LastSentence());
    }
    hold.stop().ifPresent(pipeline.orders());
    return List.of();
  }

  private void interruptible(boolean by) {
    pipeline
        .signals()
        .accept(new TurnSignal.SettingsChanged(by ? settings : settings.uninterruptible()));
  }

  /** Whether the caller is on hold. */
  boolean onHold() {
    return hold.on();
  }

  /** Whether nobody is to hear this reply: the caller is on hold, and it is not for somebody else. */
  boolean withholds(Instruction.Answer answer) {
    return hold.on() && answer.plan().session().behind(answer.cue()).isEmpty();
  }

  /**
   * Begins what somebody wants said, if it is time; else a caller on hold hears that they are.
   *
   * @param voice says words to a caller on hold
   * @return what the cascade is told, if anything
   */
  Optional<CascadeSignal> next(
      CascadeState state, Function<String, Source<TtsPiece, NotUsed>> voice) {
    if (timeIsUp) {
      return Optional.empty();
    }
    Optional<CascadeSignal> next = turns.next(state, host.settled());
    if (next.isEmpty() && state.idle()) {
      hold.play(profile.options().hold(), voice).ifPresent(pipeline.orders());
    }
    return next;
  }

  /** Our hearing has decided this of the caller. */
  void heard(TurnAction action) {
    switch (action) {
      case SPEECH_BEGAN, PAUSE -> turns.callerSpeaks(true);
      case TURN_NOT_OVER, COMMIT_CALLER_TURN, RESUME -> turns.callerSpeaks(false);
      default -> {}
    }
  }

  /** Whether what happened in playback is of what a caller on hold hears. */
  boolean takes(PlayoutEvent event) {
    return hold.takes(event);
  }

  /** Playback is ordered this. */
  void ordered(PlayoutOrder order) {
    if (order instanceof PlayoutOrder.Speak) {
      hold.replaced();
    }
  }

  /** A turn was taken. */
  void took(int turn, TurnInput input) {
    if (turns.took(turn, input)) {
      interruptible(false);
    }
  }

  /** Whether what is being said is said to its end, whoever speaks. */
  boolean insists() {
    return turns.insists();
  }

  /** The speech of this turn is over. */
  void over(int turn) {
    if (turns.over(turn) && !timeIsUp) {
      interruptible(!hold.on());
    }
  }
}
