package talkspurt.media.conversation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.playout.TtsCut;
import talkspurt.media.profile.Profile;
import talkspurt.provider.ProviderFailure;

/**
 * Who says what on one line, and when: what differs from pipeline to pipeline. A {@link
 * Conversation} opens one when it is told the call's profile, and calls it on the actor's thread.
 */
public interface Dialogue {

  /** How long what is being said may go on when the call's time is over, before it is cut short. */
  Duration LAST_REPLY = Duration.ofSeconds(3);

  /** Whether this dialogue can go on with calls of this pipeline. */
  boolean serves(Profile.Pipeline pipeline);

  /** This profile answers from now on; its pipeline is one that this dialogue serves. */
  void use(Profile profile);

  /** Does what the durable half wants, each turn once; only Greet, Answer and Listen come here. */
  void obey(Instruction instruction);

  /** The line is released or gone: nothing more is said. May come more than once. */
  void close();

  /** Takes what happened on the line. */
  void on(OfDialogue message);

  /** The durable half has answered; {@code refusal} is empty where it granted what was told. */
  default void answered(CallRequest told, Optional<Refusal> refusal) {}

  /** What was heard of the segment that is cut by the end of the line, where only it knows. */
  default Optional<TtsCut> cut() {
    return Optional.empty();
  }

  /** The turn of the caller that was taken last; 0 before the first. */
  int turn();

  /** Whether something is still to be told after the line is gone. */
  default boolean busy() {
    return false;
  }

  /** What a dialogue may ask of its conversation. */
  interface Host {

    /** Where streams may be run. */
    ActorSystem<?> system();

    /** Which call it is. */
    UUID callId();

    /** Where messages for the dialogue may be sent from other threads. */
    ActorRef<ConversationMessage> self();

    /** Tells the dialogue something after a while; the same message told before that is forgotten. */
    void remind(OfDialogue message, Duration after);

    /** Does not tell it after all. */
    void forget(OfDialogue message);

    /** Whether the caller is asked for a secret from now on, which is not to be kept. */
    default void secret(boolean asked) {}

    /**
     * Tells the call's agent something that the caller does not hear, as an operator would.
     *
     * @param id the same is told once
     */
    default void note(String id, String words) {}

    /** Whether the durable half knows of the line and of all that was told. */
    boolean settled();

    /** Tells the durable half a fact, after all that were told before. */
    void tell(Fact fact);

    /** Tells everybody who should know that somebody who serves the call has failed. */
    void failed(Failure.Part part, int turn, ProviderFailure failure);

    /**
     * Tells everybody who should know that a tool was given arguments that it does not take. These may be the caller's words:
     * which they are is for the journal alone.
     */
    void misused(int turn, String tool, String objection);

    /** Lets the line go, so that the dialplan goes on; the call does not end by it. */
    void letGo();

    /** Ends the call, after all facts that were told before. */
    void end(EndReason reason);

    /** Tells the durable half what a tool has told, as a fact that holds on any line. */
    void toolReturned(String key, String outcome);
  }
}
