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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of the other nodes, for limits that count all. Each node tells how many it has when that has changed,
 * {@value #EVERY_MS} ms late at most: so long a limit may be exceeded by calls that come to two nodes at once.
 */
public final class CallsElsewhere {

  private static final int EVERY_MS = 250;

  /** What has not changed is told all the same now and then: a message may be lost, or come before its sender is known. */
  private static final int TOLD_AGAIN_AFTER = 8;

  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "call-counts");

  private final Optional<ActorRef<Message>> desk;
  private volatile CallCounts counts = CallCounts.NONE;

  private CallsElsewhere(Optional<ActorSystem<?>> system) {
    this.desk = system.map(of -> of.systemActorOf(
        Behaviors.setup(context ->
            Behaviors.withTimers(timers -> new Desk(context, timers, known -> counts = known))),
        "call-counts",
        Props.empty()));
  }

  /** Begins to tell the other nodes, and to hear of theirs, where a limit counts them. */
  public static CallsElsewhere start(ActorSystem<?> system, CallLimits limits) {
    return limits.acrossNodes() ? new CallsElsewhere(Optional.of(system)) : none();
  }

  /** There is no other node. */
  public static CallsElsewhere none() {
    return new CallsElsewhere(Optional.empty());
  }

  /** Tells the others from now on what these are. */
  void tell(Supplier<CallCounts> own) {
    desk.ifPresent(told -> told.tell(new Own(own)));
  }

  /** What the others told last. */
  CallCounts counts() {
    return counts;
  }

  private sealed interface Message {}

  private record Own(Supplier<CallCounts> counts) implements Message {}

  private record Look() implements Message {}

  /** A node tells of its calls. */
  record Told(CallCounts counts, ActorRef<Message> by) implements Message, CborSerializable {}

  private record DesksKnown(Set<ActorRef<Message>> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final TimerScheduler<Message> timers;
    private final Consumer<CallCounts> result;
    private final Map<ActorRef<Message>, CallCounts> others = new HashMap<>();
    private Supplier<CallCounts> own = () -> CallCounts.NONE;
    private CallCounts told = CallCounts.NONE;
    private int looks;
    private Set<ActorRef<Message>> desks = Set.of();

    Desk(
        ActorContext<Message> context,
        TimerScheduler<Message> timers,
        Consumer<CallCounts> result) {
      super(context);
      this.timers = timers;
      this.result = result;
      Peers.join(context, KEY, DesksKnown::new);
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Own.class, this::onOwn)
          .onMessage(Look.class, look -> onLook())
          .onMessage(Told.class, this::onTold)
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .build();
    }

    private Behavior<Message> onOwn(Own message) {
      own = message.counts();
      timers.startTimerWithFixedDelay(new Look(), Duration.ofMillis(EVERY_MS));
      return this;
    }

    private Behavior<Message> onLook() {
      CallCounts now = own.get();
      looks++;
      if (!now.equals(told) || looks % TOLD_AGAIN_AFTER == 0) {
        told = now;
        tellOthers();
      }
      return this;
    }

    private Behavior<Message> onTold(Told message) {
      others.put(message.by(), message.counts());
      return show();
    }

    /** The calls of a node that is gone are gone, or come here. */
    private Behavior<Message> onDesksKnown(DesksKnown known) {
      desks = known.desks();
      others.keySet().retainAll(desks);
      tellOthers();
      return show();
    }

    private void tellOthers() {
      ActorRef<Message> self = getContext().getSelf();
      desks.stream()
          .filter(desk -> !desk.equals(self))
          .forEach(desk -> desk.tell(new Told(told, self)));
    }

    private Behavior<Message> show() {
      result.accept(others.values().stream().reduce(CallCounts.NONE, CallCounts::plus));
      return this;
    }
  }
}
