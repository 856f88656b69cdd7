package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.Set;

/** Tells all nodes that their profiles are to be read again, each its own files. Thread-safe. */
public final class ProfileReloads {

  private static final ServiceKey<Message> KEY =
      ServiceKey.create(Message.class, "profile-reloads");

  private final ActorRef<Message> desk;

  private ProfileReloads(ActorSystem<?> system, Runnable reload) {
    this.desk = system.systemActorOf(
        Behaviors.setup(context -> new Desk(context, reload)), "profile-reloads", Props.empty());
  }

  /**
   * Hears of what is asked of other nodes from now on.
   *
   * @param reload called when another was asked to read profiles again; must not block
   */
  public static ProfileReloads start(ActorSystem<?> system, Runnable reload) {
    return new ProfileReloads(system, reload);
  }

  /** Tells the other nodes. */
  public void tellOthers() {
    desk.tell(new Tell());
  }

  private sealed interface Message {}

  /** This node was asked. */
  private record Tell() implements Message {}

  /** Another was. */
  record Told(ActorRef<Message> by) implements Message, CborSerializable {}

  private record DesksKnown(Set<ActorRef<Message>> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final Runnable reload;
    private Set<ActorRef<Message>> desks = Set.of();

    Desk(ActorContext<Message> context, Runnable reload) {
      super(context);
      this.reload = reload;
      Peers.join(context, KEY, listed -> new DesksKnown(listed.reachable()));
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Tell.class, tell -> onTell())
          .onMessage(Told.class, told -> onTold())
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .build();
    }

    private Behavior<Message> onTell() {
      ActorRef<Message> self = getContext().getSelf();
      desks.stream()
          .filter(other -> !other.equals(self))
          .forEach(other -> other.tell(new Told(self)));
      return this;
    }

    private Behavior<Message> onTold() {
      reload.run();
      return this;
    }

    private Behavior<Message> onDesksKnown(DesksKnown known) {
      desks = known.desks();
      return this;
    }
  }
}
