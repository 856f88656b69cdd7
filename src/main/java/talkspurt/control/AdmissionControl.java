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
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether new calls are taken, by all nodes of the cluster. What is asked is kept in the database first, and
 * told to the other nodes then; a node that starts reads it. Thread-safe.
 */
public final class AdmissionControl {

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionControl.class);
  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "admission");

  private final Database database;
  private final InstantSource clock;
  private final Optional<AdmissionMode> always;
  private final ActorRef<Message> desk;
  private volatile Admission current;

  private AdmissionControl(
      ActorSystem<?> system,
      InstantSource clock,
      Optional<AdmissionMode> always,
      Runnable liveToPeople) {
    this.database = Database.of(system);
    this.clock = clock;
    this.always = always;
    this.current = database.transactNow(AdmissionTable::read);
    this.desk = system.systemActorOf(
        Behaviors.setup(context -> new Desk(context, this::told, liveToPeople)),
        "admission",
        Props.empty());
    if (mode() != AdmissionMode.OPEN) {
      LOG.warn("admission is {}: new calls take the way out", mode().label());
    }
  }

  /**
   * Reads what was asked last, and hears from now on what is asked of any node.
   *
   * @param always what the settings ask for, whatever is asked here
   * @param liveToPeople called when the calls of this node that are live are to go to people, by any thread
   */
  public static AdmissionControl start(
      ActorSystem<?> system,
      InstantSource clock,
      Optional<AdmissionMode> always,
      Runnable liveToPeople) {
    return new AdmissionControl(system, clock, always, liveToPeople);
  }

  /** What becomes of new calls, now. */
  public AdmissionMode mode() {
    return always.orElse(current.mode());
  }

  /** What was asked last. */
  public Admission current() {
    return current;
  }

  /** Whether the settings decide, and not what is asked here. */
  public boolean bySettings() {
    return always.isPresent();
  }

  /**
   * Asks for something else.
   *
   * @param by who asks: the name of a token, or empty
   * @param liveToPeople whether calls that are live are to go to people at once, too
   * @return what holds once it is kept and this node obeys; the others do a message later
   */
  public CompletionStage<Admission> set(AdmissionMode mode, String by, boolean liveToPeople) {
    return database
        .transact(connection -> AdmissionTable.write(connection, mode, by, clock.instant()))
        .thenApply(now -> {
          told(now);
          desk.tell(new Changed(now, liveToPeople));
          return now;
        });
  }

  private synchronized void told(Admission now) {
    if (!now.newerThan(current)) {
      return;
    }
    current = now;
    LOG.warn(
        "admission is {} from now on{}{}",
        now.mode().label(),
        now.by().isEmpty() ? "" : ", by token " + now.by(),
        always.isPresent() ? "; the settings say " + always.get().label() + ", which holds" : "");
  }

  private sealed interface Message {}

  /** Something else was asked of this node. */
  private record Changed(Admission now, boolean liveToPeople) implements Message {}

  /** The same of another. */
  record Told(Admission now, boolean liveToPeople) implements Message, CborSerializable {}

  private record DesksKnown(Set<ActorRef<Message>> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final Consumer<Admission> result;
    private final Runnable liveToPeople;
    private Set<ActorRef<Message>> desks = Set.of();
    private Optional<Admission> last = Optional.empty();

    Desk(ActorContext<Message> context, Consumer<Admission> result, Runnable liveToPeople) {
      super(context);
      this.result = result;
      this.liveToPeople = liveToPeople;
      Peers.join(context, KEY, listed -> new DesksKnown(listed.reachable()));
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Changed.class, this::onChanged)
          .onMessage(Told.class, this::onTold)
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .build();
    }

    private Behavior<Message> onChanged(Changed changed) {
      last = Optional.of(changed.now());
      tellOthers(new Told(changed.now(), changed.liveToPeople()));
      return obeyed(changed.liveToPeople());
    }

    private Behavior<Message> onTold(Told told) {
      result.accept(told.now());
      return obeyed(told.liveToPeople());
    }

    private Behavior<Message> obeyed(boolean live) {
      if (live) {
        liveToPeople.run();
      }
      return this;
    }

    /** A node that came in the meantime may have read what was before. */
    private Behavior<Message> onDesksKnown(DesksKnown known) {
      desks = known.desks();
      last.ifPresent(now -> tellOthers(new Told(now, false)));
      return this;
    }

    private void tellOthers(Told told) {
      desks.stream()
          .filter(desk -> !desk.equals(getContext().getSelf()))
          .forEach(desk -> desk.tell(told));
    }
  }
}
