package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.Set;
import java.util.function.Function;

/** Actors of one kind, one on each node, that know of each other. */
final class Peers {

  /**
   * All of them that the cluster lists, itself among them once it does.
   *
   * @param all those that cannot be reached now as well
   * @param reachable those that can
   */
  record Listed<M>(Set<ActorRef<M>> all, Set<ActorRef<M>> reachable) {}

  private Peers() {}

  /**
   * Makes an actor one of them, from its beginning to its end.
   *
   * @param key of their kind
   * @param known makes the message with the list of them, which it gets now and at each change
   */
  static <M> void join(ActorContext<M> context, ServiceKey<M> key, Function<Listed<M>, M> known) {
    ActorRef<Receptionist.Listing> listed = context.messageAdapter(
        Receptionist.Listing.class,
        listing -> known.apply(
            new Listed<>(listing.getAllServiceInstances(key), listing.getServiceInstances(key))));
    ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(key, context.getSelf()));
    receptionist.tell(Receptionist.subscribe(key, listed));
  }
}
