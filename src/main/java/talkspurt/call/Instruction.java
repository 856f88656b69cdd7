package talkspurt.call;

import java.util.List;

/** What the live half is to do, as the durable half sees it. Follows from the state alone. */
public sealed interface Instruction {

  /** Whether somebody who is carrying out the other has nothing new to do. */
  default boolean sameWorkAs(Instruction other) {
    return afresh().equals(other.afresh());
  }

  /** This instruction as it was before anything was heard of it. */
  default Instruction afresh() {
    return this;
  }

  /** No line carries the call: yours has to be attached, again if it was before. */
  record Await() implements Instruction {}

  /** Release your line without ending the call: another line carries it. */
  record LetGo() implements Instruction {}

  /** Tell by {@link CallRequest.ProveLine} how long ago your line brought sound: another line came. */
  record Prove() implements Instruction {}

  /** Play the greeting; {@code heard} of it was heard before on an earlier line. */
  record Greet(CallPlan plan, SpokenText heard) implements Instruction {
    @Override
    public Instruction afresh() {
      return new Greet(plan, SpokenText.NOTHING);
    }
  }

  /**
   * Listen for the caller's turn {@code turn}; what was said and which tools were used before it, so
   * that an answer can be prepared.
   */
  record Listen(CallPlan plan, int turn, List<TranscriptEntry> history, List<ToolUse> tools)
      implements Instruction {
    public Listen {
      history = history == null ? List.of() : List.copyOf(history);
      tools = tools == null ? List.of() : List.copyOf(tools);
    }
  }

  /**
   * Answer {@code cue}; {@code heard} of the answer was heard before on an earlier line, and {@code
   * tools} were used in the call so far.
   */
  record Answer(
      CallPlan plan,
      int turn,
      TurnInput cue,
      List<TranscriptEntry> history,
      SpokenText heard,
      List<ToolUse> tools)
      implements Instruction {
    public Answer {
      history = List.copyOf(history);
      tools = tools == null ? List.of() : List.copyOf(tools);
    }

    @Override
    public Instruction afresh() {
      return new Answer(plan, turn, cue, history, SpokenText.NOTHING, List.of());
    }
  }

  /** Judge the interruption of turn {@code turn}. */
  record Judge(CallPlan plan, int turn) implements Instruction {}

  /** Release the line, so that the dialplan can move the caller. */
  record HandOver(Destination destination) implements Instruction {}

  /** Hang up. */
  record HangUp(EndReason reason) implements Instruction {}
}
