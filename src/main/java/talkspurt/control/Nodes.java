package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.typed.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The cards of all nodes that can be reached, each as that node told it last: when it changed, when the
 * cluster did, and again now and then, since a message may be lost ({@link PeerReports}).
 */
public final class Nodes {

  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "node-card");

  private final String self;
  private final ActorRef<Message> desk;
  private volatile List<NodeInfo> cards = List.of();

  private Nodes(ActorSystem<?> system) {
    this.self = Cluster.get(system).selfMember().address().toString();
    this.desk = system.systemActorOf(
        Behaviors.setup(context ->
            Behaviors.withTimers(timers -> new Desk(context, timers, known -> cards = known))),
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

  private record DesksKnown(Peers.Listed<Message> desks) implements Message {}

  private record Again() implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final Consumer<List<NodeInfo>> result;
    private final PeerReports<Message, NodeInfo> others = new PeerReports<>();
    private Optional<NodeInfo> own = Optional.empty();
    private boolean full;

    Desk(
        ActorContext<Message> context,
        TimerScheduler<Message> timers,
        Consumer<List<NodeInfo>> result) {
      super(context);
      this.result = result;
      Peers.join(context, KEY, DesksKnown::new);
      timers.startTimerWithFixedDelay(new Again(), PeerReports.AGAIN);
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Own.class, this::onOwn)
          .onMessage(Full.class, this::onFull)
          .onMessage(Told.class, this::onTold)
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .onMessage(Again.class, again -> onAgain())
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
      tellOthers();
      return show();
    }

    private Behavior<Message> onTold(Told told) {
      others.told(told.by(), told.card());
      return show();
    }

    private Behavior<Message> onDesksKnown(DesksKnown known) {
      others.listed(known.desks());
      tellOthers();
      return show();
    }

    private Behavior<Message> onAgain() {
      others.round();
      tellOthers();
      return show();
    }

    private void tellOthers() {
      ActorRef<Message> self = getContext().getSelf();
      own.ifPresent(card -> others.tellAllBut(self, new Told(card, self)));
    }

    private Behavior<Message> show() {
      result.accept(Stream.concat(own.stream(), others.known().stream()).toList());
      return this;
    }
  }
}
