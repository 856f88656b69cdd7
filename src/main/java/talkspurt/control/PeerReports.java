package talkspurt.control;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each of an actor's {@link Peers} told last. What one tells may come before the cluster lists it, so
 * whoever is not listed yet is believed; forgotten is whom a later listing has lost, and who was never
 * listed and tells no more.
 *
 * <p>Each tells when something has changed, when the list has, and {@link #AGAIN} all the same: a message may be
 * lost with a connection, and who could not be reached from here for a time may never have noticed. Not
 * thread-safe.
 */
final class PeerReports<M, T> {

  /** What has not changed is told again so often; so long a lost message may be missing. */
  static final Duration AGAIN = Duration.ofSeconds(10);

  /** In this many rounds each that lives has told at least once. */
  static final int ROUNDS_UNLISTED = 3;

  private final Map<ActorRef<M>, T> told = new HashMap<>();
  private final Map<ActorRef<M>, Integer> roundsSilent = new HashMap<>();
  private Peers.Listed<M> listed = new Peers.Listed<>(Set.of(), Set.of());

  /** A peer has told. */
  void told(ActorRef<M> by, T report) {
    told.put(by, report);
    roundsSilent.remove(by);
  }

  /** The list has changed. Who cannot be reached is not heard of until it can. */
  void listed(Peers.Listed<M> now) {
    told.keySet().removeIf(peer -> listed.all().contains(peer) && !now.all().contains(peer));
    listed = now;
  }

  /** {@link #AGAIN} is over: who ended before it was listed is not believed for ever. */
  void round() {
    told.keySet()
        .removeIf(peer -> !listed.all().contains(peer)
            && roundsSilent.merge(peer, 1, Integer::sum) >= ROUNDS_UNLISTED);
    roundsSilent.keySet().retainAll(told.keySet());
  }

  /** The last reports of all but those that are listed and cannot be reached. */
  Collection<T> known() {
    return told.entrySet().stream()
        .filter(peer ->
            listed.reachable().contains(peer.getKey()) || !listed.all().contains(peer.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Sends a message to all that can be reached, but one. */
  void tellAllBut(ActorRef<M> self, M message) {
    listed.reachable().stream()
        .filter(peer -> !peer.equals(self))
        .forEach(peer -> peer.tell(message));
  }
}
