package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.ServiceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Files of recordings on the disks of other nodes: read piece by piece, each asked for when it is wanted, and
 * deleted. This node answers the others in the same way. Thread-safe.
 */
public final class RecordingsElsewhere {

  /** The most that is read at once: a frame between nodes holds four times as much. */
  public static final int PIECE_BYTES = 64 * 1024;

  /** A file that is not there. */
  public static final long NO_FILE = -1;

  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "recordings");
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(30);

  /** The files on the disk of this node. Whoever asks may wait for the disk. */
  public interface Here {

    /** How long a file is now; {@link #NO_FILE} where it is not here. */
    long length(String name) throws IOException;

    /** Bytes of a file from a place on; fewer than asked for at its end. */
    byte[] read(String name, long from, int count) throws IOException;

    /** Deletes all files of a call in the folders of these days, and tells how many those were. */
    int delete(UUID call, LocalDate first, LocalDate last) throws IOException;
  }

  /** A node does not answer, or cannot do what it is asked. */
  public static final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unanswered(String why) {
      super(why);
    }
  }

  private final ActorSystem<?> system;
  private final Here here;
  private final Executor disk;
  private volatile Others others = new Others(Map.of(), Set.of());

  /**
   * The other nodes.
   *
   * @param reachable who answers for each, by its address
   * @param lost addresses of those that cannot be reached now
   */
  private record Others(Map<String, ActorRef<Message>> reachable, Set<String> lost) {}

  private RecordingsElsewhere(ActorSystem<?> system, Here here) {
    this.system = system;
    this.here = here;
    this.disk = system.dispatchers().lookup(DispatcherSelector.blocking());
    system.systemActorOf(
        Behaviors.<Message>setup(context -> new Desk(context, here, disk, known -> others = known)),
        "recordings",
        Props.empty());
  }

  /** Answers the other nodes from now on, and knows of them. */
  public static RecordingsElsewhere start(ActorSystem<?> system, Here here) {
    return new RecordingsElsewhere(system, here);
  }

  /** Addresses of the other nodes that can be asked now. */
  public Set<String> reachable() {
    return others.reachable().keySet();
  }

  /** Addresses of those that the cluster counts as members, and that cannot be asked now. */
  public Set<String> lost() {
    return others.lost();
  }

  /** How long a file is on that node; {@link #NO_FILE} where it has none of that name. */
  public CompletionStage<Long> length(String node, String name) {
    return ask(node, ANSWER_TIMEOUT, (ActorRef<Answer> to) -> new Length(name, to))
        .thenApply(Answer::number);
  }

  /** Up to {@link #PIECE_BYTES} of a file from a place on; fewer than asked for at its end. */
  public CompletionStage<byte[]> read(String node, String name, long from, int count) {
    return ask(
            node,
            ANSWER_TIMEOUT,
            (ActorRef<Answer> to) -> new Read(name, from, Math.min(count, PIECE_BYTES), to))
        .thenApply(Answer::bytes);
  }

  /** Deletes all files of a call on that node, and tells how many those were. */
  public CompletionStage<Long> delete(String node, RecordedCall call) {
    return ask(
            node,
            DELETE_TIMEOUT,
            (ActorRef<Answer> to) ->
                new Delete(call.id(), call.first().toString(), call.last().toString(), to))
        .thenApply(Answer::number);
  }

  /** The same on this node. */
  CompletionStage<Long> deleteHere(RecordedCall call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return (long) here.delete(call.id(), call.first(), call.last());
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        },
        disk);
  }

  private CompletionStage<Answer> ask(
      String node, Duration within, Function<ActorRef<Answer>, Message> message) {
    ActorRef<Message> asked = others.reachable().get(node);
    if (asked == null) {
      return CompletableFuture.failedFuture(new Unanswered("node " + node + " cannot be reached"));
    }
    return AskPattern.ask(asked, message::apply, within, system.scheduler())
        .handle((answer, failure) -> {
          if (failure != null) {
            throw new Unanswered("node " + node + " does not answer");
          }
          if (!answer.fault().isEmpty()) {
            throw new Unanswered("node " + node + ": " + answer.fault());
          }
          return answer;
        });
  }

  private sealed interface Message {}

  /** Another node wants to know how long a file is. */
  record Length(String name, ActorRef<Answer> replyTo) implements Message, CborSerializable {}

  /** Another node wants to read. */
  record Read(String name, long from, int count, ActorRef<Answer> replyTo)
      implements Message, CborSerializable {}

  /** Another node wants all files of a call deleted. */
  record Delete(UUID call, String first, String last, ActorRef<Answer> replyTo)
      implements Message, CborSerializable {}

  /** What a node answers; {@code fault} says why there is nothing else in it. */
  record Answer(long number, byte[] bytes, String fault) implements CborSerializable {

    private static final byte[] NOTHING = {};

    static Answer of(long number) {
      return new Answer(number, NOTHING, "");
    }

    static Answer of(byte[] bytes) {
      return new Answer(bytes.length, bytes, "");
    }

    static Answer fault(Exception why) {
      return new Answer(0, NOTHING, why.toString());
    }
  }

  private record DesksKnown(Peers.Listed<Message> desks) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final Here here;
    private final Executor disk;
    private final Consumer<Others> result;

    Desk(ActorContext<Message> context, Here here, Executor disk, Consumer<Others> result) {
      super(context);
      this.here = here;
      this.disk = disk;
      this.result = result;
      Peers.join(context, KEY, DesksKnown::new);
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(
              Length.class,
              asked -> answer(asked.replyTo(), () -> Answer.of(here.length(asked.name()))))
          .onMessage(
              Read.class,
              asked -> answer(
                  asked.replyTo(),
                  () -> Answer.of(
                      here.read(asked.name(), asked.from(), Math.min(asked.count(), PIECE_BYTES)))))
          .onMessage(
              Delete.class,
              asked -> answer(
                  asked.replyTo(),
                  () -> Answer.of(here.delete(
                      asked.call(),
                      LocalDate.parse(asked.first()),
                      LocalDate.parse(asked.last())))))
          .onMessage(DesksKnown.class, this::onDesksKnown)
          .build();
    }

    private interface Work {
      Answer done() throws IOException;
    }

    private Behavior<Message> answer(ActorRef<Answer> to, Work work) {
      disk.execute(() -> to.tell(answered(work)));
      return this;
    }

    private static Answer answered(Work work) {
      try {
        return work.done();
      } catch (IOException | RuntimeException failure) {
        return Answer.fault(failure);
      }
    }

    private Behavior<Message> onDesksKnown(DesksKnown known) {
      Map<String, ActorRef<Message>> reachable = known.desks().reachable().stream()
          .filter(desk -> !desk.equals(getContext().getSelf()))
          .collect(Collectors.toMap(Desk::node, desk -> desk, (one, other) -> other));
      result.accept(new Others(
          reachable,
          known.desks().all().stream()
              .filter(desk -> !desk.equals(getContext().getSelf()))
              .map(Desk::node)
              .filter(node -> !reachable.containsKey(node))
              .collect(Collectors.toSet())));
      return this;
    }

    private static String node(ActorRef<Message> desk) {
      return desk.path().address().toString();
    }
  }
}
