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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of the other nodes, for limits that count all. Each node tells how many it has when that has changed,
 * {@value #EVERY_MS} ms late at most: so long a limit may be exceeded by calls that come to two nodes at once.
 * What has not changed is told again, too, since a lost message would hold free places, or let too many calls
 * in, until the next change ({@link PeerReports}).
 */
public final class CallsElsewhere {

  private static final int EVERY_MS = 250;

  private static final int TOLD_AGAIN_AFTER = (int) PeerReports.AGAIN.toMillis() / EVERY_MS;

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

  /** The same, where a limit that counts them may come yet. */
  public static CallsElsewhere start(ActorSystem<?> system) {
    return new CallsElsewhere(Optional.of(system));
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

  private record DesksKnown(Peers.Listed<Message> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final TimerScheduler<Message> timers;
    private final Consumer<CallCounts> result;
    private final PeerReports<Message, CallCounts> others = new PeerReports<>();
    private Supplier<CallCounts> own = () -> CallCounts.NONE;
    private CallCounts told = CallCounts.NONE;
    private int looks;

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
      boolean again = looks % TOLD_AGAIN_AFTER == 0;
      if (again || !now.equals(told)) {
        told = now;
        tellOthers();
      }
      if (again) {
        others.round();
        return show();
      }
      return this;
    }

    private Behavior<Message> onTold(Told message) {
      others.told(message.by(), message.counts());
      return show();
    }

    /** The calls of a node that is gone are gone, or come here. */
    private Behavior<Message> onDesksKnown(DesksKnown known) {
      others.listed(known.desks());
      tellOthers();
      return show();
    }

    private void tellOthers() {
      ActorRef<Message> self = getContext().getSelf();
      others.tellAllBut(self, new Told(told, self));
    }

    private Behavior<Message> show() {
      result.accept(others.known().stream().reduce(CallCounts.NONE, CallCounts::plus));
      return this;
    }
  }
}
