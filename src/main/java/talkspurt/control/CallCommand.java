package talkspurt.control;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;

/** What a {@link CallEntity} can be told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = CallCommand.Ask.class, name = "ask"),
  @JsonSubTypes.Type(value = CallCommand.Attach.class, name = "attach")
})
public sealed interface CallCommand extends CborSerializable
    permits CallCommand.Ask, CallCommand.Attach, CallCommand.Alarm {

  /** A request to the call's state. */
  record Ask(CallRequest request, ActorRef<CallReply> replyTo) implements CallCommand {}

  /**
   * A line wants to carry the call, or still does.
   *
   * @param line the line's id, unique over the cluster and all time
   * @param stranger the plan for it if nobody announced it and such lines are taken
   * @param live who is told each new instruction from now on
   * @param again whether the line carried the call before, and claims to do so still
   * @param spent what was spent on the line until now
   */
  record Attach(
      String line,
      Optional<CallPlan> stranger,
      ActorRef<Instruction> live,
      boolean again,
      ActorRef<CallReply> replyTo,
      Spending spent)
      implements CallCommand {

    /** A node of an earlier version does not tell what was spent. */
    public Attach {
      spent = spent == null ? Spending.NONE : spent;
    }

    /** A line on which nothing was spent. */
    public Attach(
        String line,
        Optional<CallPlan> stranger,
        ActorRef<Instruction> live,
        boolean again,
        ActorRef<CallReply> replyTo) {
      this(line, stranger, live, again, replyTo, Spending.NONE);
    }
  }

  /** What the entity tells itself or is told by its shard; never crosses the cluster. */
  enum Alarm implements CallCommand {
    /** What the call waited for did not come in time. */
    EXPIRED,
    /** The call's limit in time wants something done. */
    TIME,
    /** The entity was brought back, and with it a line of which it does not know the live half. */
    ORPHANED,
    /** The line that carries the call has not proved in time that it is heard. */
    UNPROVED,
    /** The call was brought back from a journal that cannot be read in full. */
    UNREADABLE,
    /** Nobody has asked anything for a while. */
    IDLE,
    /** The shard wants the entity to stop. */
    STOP
  }
}
