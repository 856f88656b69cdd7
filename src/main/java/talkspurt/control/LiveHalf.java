package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.util.Optional;
import java.util.function.Predicate;
import talkspurt.call.CallRequest.LoseLine;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;

/**
 * The live half of a call as its durable half knows it: in memory only, and watched, so that one
 * that dies without a word is a lost line.
 */
final class LiveHalf {

  private record Link(String line, ActorRef<Instruction> ref) {}

  private final ActorContext<CallCommand> context;
  private Optional<Link> link = Optional.empty();
  private Instruction told = new Instruction.Await();

  LiveHalf(ActorContext<CallCommand> context) {
    this.context = context;
  }

  boolean carries(String line) {
    return link.filter(known -> known.line.equals(line)).isPresent();
  }

  /** Puts another live half in the place of the one before, which has to let its line go. */
  void take(String line, ActorRef<Instruction> ref) {
    Link taken = new Link(line, ref);
    if (link.equals(Optional.of(taken))) {
      return;
    }
    link.filter(old -> !old.ref.equals(ref))
        .ifPresent(old -> old.ref.tell(new Instruction.LetGo()));
    release();
    link = Optional.of(taken);
    told = new Instruction.Await();
    // a line that does not carry the call any more is lost without effect: the state sees to that
    LoseLine gone = new LoseLine(line, LineLoss.NODE_LOST);
    context.watchWith(ref, new CallCommand.Ask(gone, context.getSystem().ignoreRef()));
  }

  /** Tells what is to be done on a line, unless that is what the live half is doing already. */
  void instruct(String line, Instruction instruction) {
    if (carries(line) && !instruction.sameWorkAs(told)) {
      tell(instruction);
    }
  }

  /** Another line has come: this one is to tell whether it is heard. What it is told to do stays. */
  void askForProof() {
    link.ifPresent(known -> known.ref.tell(new Instruction.Prove()));
  }

  /** The entity goes to another place: the line has to be attached to it anew. */
  void askToAttachAgain() {
    tell(new Instruction.Await());
  }

  void releaseUnless(Predicate<String> carried) {
    if (link.filter(known -> carried.test(known.line)).isEmpty()) {
      release();
    }
  }

  private void tell(Instruction instruction) {
    told = instruction;
    link.ifPresent(known -> known.ref.tell(instruction));
  }

  private void release() {
    link.ifPresent(known -> context.unwatch(known.ref));
    link = Optional.empty();
  }
}
