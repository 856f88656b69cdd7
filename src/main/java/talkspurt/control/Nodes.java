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
import akka.cluster.typed.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cards of all nodes that can be reached, each as that node told it last. */
public final class Nodes {

  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "node-card");

  private final String self;
  private final ActorRef<Message> desk;
  private volatile List<NodeInfo> cards = List.of();

  private Nodes(ActorSystem<?> system) {
    this.self = Cluster.get(system).selfMember().address().toString();
    this.desk = system.systemActorOf(
        Behaviors.setup(context -> new Desk(context, known -> cards = known)),
        "node-cards",
        Props.empty());
  }

  /** Begins to know the others. */
  public static Nodes start(ActorSystem<?> system) {
    return new Nodes(system);
  }

  /** The address of this node in the cluster. */
  public String self() {
    return self;
  }

  /** Tells the others of this node, now and whenever one comes. */
  public void tell(NodeInfo own) {
    desk.tell(new Own(own));
  }

  /** Tells the others whether this node has as many calls as it may have. */
  public void full(boolean now) {
    desk.tell(new Full(now));
  }

  /** All that are known now, this node's among them once it has told. */
  public List<NodeInfo> known() {
    return cards;
  }

  private sealed interface Message {}

  private record Own(NodeInfo card) implements Message {}

  private record Full(boolean now) implements Message {}

  /** A node tells of itself. */
  record Told(NodeInfo card, ActorRef<Message> by) implements Message, CborSerializable {}

  private record DesksKnown(Set<ActorRef<Message>> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final java.util.function.Consumer<List<NodeInfo>> result;
    private final Map<ActorRef<Message>, NodeInfo> cards = new HashMap<>();
    private Set<ActorRef<Message>> desks = Set.of();
    private Optional<NodeInfo> own = Optional.empty();
    private boolean full;

    Desk(ActorContext<Message> context, java.util.function.Consumer<List<NodeInfo>> result) {
      super(context);
      this.result = result;
      Peers.join(context, KEY, DesksKnown::new);
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Own.class, this::onOwn)
          .onMessage(Full.class, this::onFull)
          .onMessage(Told.class, this::onTold)
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .build();
    }

    private Behavior<Message> onOwn(Own message) {
      return ownIs(message.card().full(full));
    }

    private Behavior<Message> onFull(Full message) {
      full = message.now();
      return own.isPresent() ? ownIs(own.get().full(full)) : this;
    }

    private Behavior<Message> ownIs(NodeInfo card) {
      own = Optional.of(card);
      cards.put(getContext().getSelf(), card);
      tellAll();
      return show();
    }

    private Behavior<Message> onTold(Told told) {
      cards.put(told.by(), told.card());
      return show();
    }

    /** One that cannot be reached is not among them; it tells again when it can. */
    private Behavior<Message> onDesksKnown(DesksKnown known) {
      desks = known.desks();
      cards
          .keySet()
          .removeIf(desk -> !desks.contains(desk) && !desk.equals(getContext().getSelf()));
      tellAll();
      return show();
    }

    private void tellAll() {
      ActorRef<Message> self = getContext().getSelf();
      own.ifPresent(card -> desks.stream()
          .filter(desk -> !desk.equals(self))
          .forEach(desk -> desk.tell(new Told(card, self))));
    }

    private Behavior<Message> show() {
      result.accept(List.copyOf(cards.values()));
      return this;
    }
  }
}
