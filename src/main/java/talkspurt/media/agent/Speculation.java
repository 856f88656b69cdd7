package talkspurt.media.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import talkspurt.call.Instruction;
import talkspurt.call.TurnInput;

/**
 * The preemptive reply of a line: one that is asked for before the caller's turn is over and in the
 * journal. There is at most one; it is granted once, or discarded. Not thread-safe.
 */
final class Speculation {

  /** What is to be done. */
  sealed interface Action {

    /** Have the first of this ready, unheard. */
    record Prepare(PreemptiveReply reply) implements Action {}

    /** This is not wanted any more, and is never heard. */
    record Discard(PreemptiveReply reply) implements Action {}
  }

  /** How often in one turn of the caller a reply is asked for before the turn is over. */
  static final int MAX_AHEAD = 3;

  private final BiFunction<Instruction.Answer, Boolean, PreemptiveReply> ask;
  private boolean allowed;
  private Optional<Instruction.Listen> known = Optional.empty();
  private Optional<PreemptiveReply> prepared = Optional.empty();
  private int ahead;

  /**
   * @param ask makes the reply to what there will be to answer; told whether the turn is not over yet
   */
  Speculation(BiFunction<Instruction.Answer, Boolean, PreemptiveReply> ask) {
    this.ask = ask;
  }

  /** Whether the agent may be asked so early. */
  void allow(boolean other) {
    allowed = other;
  }

  /** This turn of the caller is listened for, after all this. */
  void listen(Instruction.Listen listen) {
    known = Optional.of(listen);
  }

  /** The caller has likely said this in this turn, and it is likely over. */
  List<Action> likelyOver(int turn, TurnInput input) {
    if (prepared.filter(ready -> ready.to(input)).isPresent()) {
      return List.of();
    }
    List<Action> discarded = discard();
    if (ahead >= MAX_AHEAD) {
      return discarded;
    }
    ahead++;
    return joined(discarded, ask(turn, input, true));
  }

  /** The caller goes on: a reply to more than the turns up to this one is not wanted. */
  List<Action> goesOn(int taken) {
    return prepared.filter(guess -> guess.supposed().turn() > taken).isPresent()
        ? discard()
        : List.of();
  }

  /** The caller has said this in this turn, and it was taken. */
  List<Action> taken(int turn, TurnInput input) {
    ahead = 0;
    return prepared.filter(ready -> ready.to(input)).isPresent()
        ? List.of()
        : joined(discard(), ask(turn, input, false));
  }

  /** The turn is in the journal: the reply to it, if just that was asked for. It is handed out once. */
  Optional<PreemptiveReply> granted(Instruction.Answer answer) {
    Optional<PreemptiveReply> reply = prepared.filter(ready -> ready.to(answer));
    if (reply.isPresent()) {
      prepared = Optional.empty();
    }
    return reply;
  }

  /** What was asked for is not wanted. */
  List<Action> discard() {
    List<Action> discarded = prepared.<Action>map(Action.Discard::new).stream().toList();
    prepared = Optional.empty();
    return discarded;
  }

  private List<Action> ask(int turn, TurnInput input, boolean isAhead) {
    prepared = known
        .filter(listen -> allowed && listen.turn() == turn)
        .map(listen -> ask.apply(PreemptiveReply.supposed(listen, input), isAhead));
    return prepared.<Action>map(Action.Prepare::new).stream().toList();
  }

  private static List<Action> joined(List<Action> first, List<Action> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
  }
}
