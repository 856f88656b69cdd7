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

/**
 * Lets anybody look on at the playback of a call, wherever in the cluster its line is and moves to.
 * One actor a node: it is told of all that is played on its node, and sends it to those who follow
 * the call; whoever follows is made known to the actors of all nodes.
 */
public final class PlaybackFeed {

  /** What is not taken in time by a follower is lost to that follower, oldest first. */
  private static final int MAX_WAITING = 256;

  private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "playback");

  private final ActorRef<Message> desk;

  private PlaybackFeed(ActorRef<Message> desk) {
    this.desk = desk;
  }

  /** The feed of this node. */
  public static PlaybackFeed start(ActorSystem<?> system) {
    return new PlaybackFeed(
        system.systemActorOf(Behaviors.setup(Desk::new), "playback", Props.empty()));
  }

  /** Something was played on a line of this node. */
  public void played(UUID callId, Playback playback) {
    desk.tell(new Played(callId.toString(), playback));
  }

  /** What is played from now on to a call's caller; does not end by itself. */
  public Source<Playback, NotUsed> follow(UUID callId) {
    return Source.<Playback>actorRef(
            nothing -> Optional.empty(),
            nothing -> Optional.empty(),
            MAX_WAITING,
            OverflowStrategy.dropHead())
        .mapMaterializedValue(ref -> {
          desk.tell(new FollowOnAllNodes(callId.toString(), Adapter.toTyped(ref)));
          return NotUsed.getInstance();
        });
  }

  private sealed interface Message {}

  /** Follow a call on your node. */
  record Follow(String callId, ActorRef<Playback> follower) implements Message, CborSerializable {}

  private record FollowOnAllNodes(String callId, ActorRef<Playback> follower) implements Message {}

  private record Played(String callId, Playback playback) implements Message {}

  private record NodesKnown(Set<ActorRef<Message>> desks) implements Message {}

  private record Gone(Follow who) implements Message {}

  private static final class Desk extends AbstractBehavior<Message> {

    private final Map<String, Set<ActorRef<Playback>>> followers = new HashMap<>();
    private final Set<Follow> ours = new HashSet<>();
    private Set<ActorRef<Message>> desks = Set.of();

    Desk(ActorContext<Message> context) {
      super(context);
      Peers.join(context, KEY, listed -> new NodesKnown(listed.reachable()));
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(Played.class, this::onPlayed)
          .onMessage(Follow.class, this::onFollow)
          .onMessage(FollowOnAllNodes.class, this::onFollowOnAllNodes)
          .onMessage(NodesKnown.class, this::onNodesKnown)
          .onMessage(Gone.class, this::onGone)
          .build();
    }

    private Behavior<Message> onPlayed(Played played) {
      followers
          .getOrDefault(played.callId(), Set.of())
          .forEach(follower -> follower.tell(played.playback()));
      return this;
    }

    private Behavior<Message> onFollow(Follow follow) {
      boolean isNew = followers
          .computeIfAbsent(follow.callId(), first -> new HashSet<>())
          .add(follow.follower());
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
      followers.computeIfPresent(gone.who().callId(), (call, known) -> {
        known.remove(gone.who().follower());
        return known.isEmpty() ? null : known;
      });
      return this;
    }
  }
}
