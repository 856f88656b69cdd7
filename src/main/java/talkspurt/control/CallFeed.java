package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.ServiceKey;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets anybody look on at a call, wherever in the cluster its line is and moves to: at its playback, or at its sound.
 * One actor a node: it is told of all that happens on its node, and sends it to those who follow
 * the call; whoever follows is made known to the actors of all nodes.
 *
 * @param <T> what is told
 */
public final class CallFeed<T> {

  private final ActorRef<Message> desk;
  private final Set<UUID> followed;
  private final int maxWaiting;

  private CallFeed(ActorRef<Message> desk, Set<UUID> followed, int maxWaiting) {
    this.desk = desk;
    this.followed = followed;
    this.maxWaiting = maxWaiting;
  }

  /**
   * The feed of this node.
   *
   * @param name of the feed, the same on all nodes
   * @param maxWaiting what is not taken in time by a follower is lost to that follower, oldest first: how many wait
   */
  public static <T> CallFeed<T> start(ActorSystem<?> system, String name, int maxWaiting) {
    Set<UUID> followed = ConcurrentHashMap.newKeySet();
    return new CallFeed<>(
        system.systemActorOf(
            Behaviors.<Message>setup(context -> new Desk<T>(context, name, followed)),
            name,
            Props.empty()),
        followed,
        maxWaiting);
  }

  /** This happened on a line of this node. */
  public void tell(UUID callId, T what) {
    desk.tell(new Told(callId, what));
  }

  /** Whether somebody follows a call, as far as this node knows: for who need not tell it else. */
  public boolean followed(UUID callId) {
    return followed.contains(callId);
  }

  /** What is told from now on of a call; does not end by itself. */
  public Source<T, NotUsed> follow(UUID callId) {
    return Source.<T>actorRef(
            nothing -> Optional.empty(),
            nothing -> Optional.empty(),
            maxWaiting,
            OverflowStrategy.dropHead())
        .mapMaterializedValue(ref -> {
          desk.tell(new FollowOnAllNodes(callId.toString(), Adapter.toTyped(ref)));
          return NotUsed.getInstance();
        });
  }

  private sealed interface Message {}

  /** Follow a call on your node. */
  record Follow(String callId, ActorRef<Object> follower) implements Message, CborSerializable {}

  private record FollowOnAllNodes(String callId, ActorRef<Object> follower) implements Message {}

  private record Told(UUID callId, Object what) implements Message {}

  private record NodesKnown(Set<ActorRef<Message>> desks) implements Message {}

  private record Gone(Follow who) implements Message {}

  private static final class Desk<T> extends AbstractBehavior<Message> {

    private final Map<UUID, Set<ActorRef<Object>>> followers = new HashMap<>();
    private final Set<Follow> ours = new HashSet<>();
    private final Set<UUID> followed;
    private Set<ActorRef<Message>> desks = Set.of();

    Desk(ActorContext<Message> context, String name, Set<UUID> followed) {
      super(context);
      this.followed = followed;
      Peers.join(
          context,
          ServiceKey.create(Message.class, name),
          listed -> new NodesKnown(listed.reachable()));
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Told.class, this::onTold)
          .onMessage(Follow.class, this::onFollow)
          .onMessage(FollowOnAllNodes.class, this::onFollowOnAllNodes)
          .onMessage(NodesKnown.class, this::onNodesKnown)
          .onMessage(Gone.class, this::onGone)
          .build();
    }

    private Behavior<Message> onTold(Told told) {
      followers
          .getOrDefault(told.callId(), Set.of())
          .forEach(follower -> follower.tell(told.what()));
      return this;
    }

    private Behavior<Message> onFollow(Follow follow) {
      UUID callId = UUID.fromString(follow.callId());
      boolean isNew =
          followers.computeIfAbsent(callId, first -> new HashSet<>()).add(follow.follower());
      followed.add(callId);
      if (isNew) {
        getContext().watchWith(follow.follower(), new Gone(follow));
      }
      return this;
    }

    private Behavior<Message> onFollowOnAllNodes(FollowOnAllNodes wanted) {
      Follow follow = new Follow(wanted.callId(), wanted.follower());
      ours.add(follow);
      onFollow(follow);
      desks.forEach(desk -> desk.tell(follow));
      return this;
    }

    /** A node that comes later may be where the call moves to. */
    private Behavior<Message> onNodesKnown(NodesKnown known) {
      desks = known.desks();
      desks.forEach(desk -> ours.forEach(desk::tell));
      return this;
    }

    private Behavior<Message> onGone(Gone gone) {
      ours.remove(gone.who());
      UUID callId = UUID.fromString(gone.who().callId());
      followers.computeIfPresent(callId, (call, known) -> {
        known.remove(gone.who().follower());
        return known.isEmpty() ? null : known;
      });
      if (!followers.containsKey(callId)) {
        followed.remove(callId);
      }
      return this;
    }
  }
}
