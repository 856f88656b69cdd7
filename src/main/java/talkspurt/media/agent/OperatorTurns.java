package talkspurt.media.agent;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import talkspurt.call.Intervention;
import talkspurt.call.SessionChange;
import talkspurt.call.TurnInput;

/**
 * The turns that the bot takes for those who intervene in a call: when one begins. It knows no clock and no
 * thread. Not thread-safe.
 */
final class OperatorTurns {

  private final Set<String> taken = new HashSet<>();
  private SessionChange session = SessionChange.NONE;
  private boolean callerSpeaks;

  /** For which the bot's sentence is the last. */
  private String ending = "";

  /** The turn that is said to its end, whoever speaks; 0 for none. */
  private int insists;

  /** This is what is known of interventions from now on. */
  void use(SessionChange known) {
    session = known;
  }

  void callerSpeaks(boolean speaks) {
    callerSpeaks = speaks;
  }

  /**
   * What is to happen so that the next begins, if anything.
   *
   * @param settled whether the durable half knows of all that was told
   */
  Optional<CascadeSignal> next(CascadeState state, boolean settled) {
    if (state instanceof AwaitingDrop || state.ungreeted()) {
      return Optional.empty();
    }
    return session
        .next()
        .filter(one -> !taken.contains(one.id()))
        .flatMap(one -> next(one, state, settled));
  }

  private Optional<CascadeSignal> next(Intervention one, CascadeState state, boolean settled) {
    boolean now = one.when() == Intervention.When.NOW;
    TurnInput turn = new TurnInput.Unprompted(one.id());
    if (state.idle()) {
      return settled && (now || !callerSpeaks)
          ? Optional.of(new CascadeSignal.TurnOver(turn, false))
          : Optional.empty();
    }
    if (now) {
      return Optional.of(new CascadeSignal.TurnOver(turn, true));
    }
    if (one.when() == Intervention.When.AFTER_SENTENCE
        && state instanceof Replying
        && !ending.equals(one.id())) {
      ending = one.id();
      return Optional.of(new CascadeSignal.LastSentence());
    }
    return Optional.empty();
  }

  /**
   * A turn was taken.
   *
   * @return whether it is one that is said to its end, whoever speaks
   */
  boolean took(int turn, TurnInput input) {
    Optional<Intervention> begun = session.behind(input);
    begun.ifPresent(one -> taken.add(one.id()));
    boolean now = begun.filter(one -> one.when() == Intervention.When.NOW).isPresent();
    insists = now ? turn : 0;
    return now;
  }

  /** Whether what is being said is said to its end, whoever speaks. */
  boolean insists() {
    return insists > 0;
  }

  /** The speech of this turn is over; whether it was one that was said to its end. */
  boolean over(int turn) {
    boolean did = insists == turn && insists > 0;
    insists = did ? 0 : insists;
    return did;
  }
}
