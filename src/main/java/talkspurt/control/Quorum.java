package talkspurt.control;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import talkspurt.telemetry.NanoClock;

/**
 * Whether this node is with the majority of its cluster, as far as it can know. Only then may its
 * calls write: those of a minority are brought back elsewhere, and a call has one writer.
 *
 * <p>A node that falls silent is seen by both sides after the same time; the others wait {@code
 * stable-after} longer before they take its calls. So it has stopped writing when they begin. A
 * process that was stopped itself knows nothing of that time, and trusts nothing for as long.
 */
final class Quorum {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Cluster cluster;
  private final NanoClock clock;
  private final Optional<Pauses> pauses;

  private Quorum(Cluster cluster, NanoClock clock, Optional<Duration> stableAfter) {
    this.cluster = cluster;
    this.clock = clock;
    this.pauses = stableAfter.map(wait -> new Pauses(wait.toNanos(), clock.nanoTime()));
  }

  /**
   * Watches over this node.
   *
   * @param stableAfter how long the others wait after this node fell silent; a process that was
   *     stopped for longer may have been given up. Empty where there are no others
   */
  static Quorum watch(ActorSystem<?> system, NanoClock clock, Optional<Duration> stableAfter) {
    Quorum majority = new Quorum(Cluster.get(system), clock, stableAfter);
    majority.pauses.ifPresent(pauses -> system
        .scheduler()
        .scheduleAtFixedRate(
            Duration.ZERO,
            LOOK_EVERY,
            () -> pauses.look(clock.nanoTime()),
            system.executionContext()));
    return majority;
  }

  boolean holds() {
    return pauses.map(known -> known.trusted(clock.nanoTime())).orElse(true) && !cutOff();
  }

  /** Whether most others cannot be reached now; what was while the process was stopped is left out. */
  boolean cutOff() {
    return !holds(cluster);
  }

  private static boolean holds(Cluster cluster) {
    CurrentClusterState state = cluster.state();
    Set<Address> up = new HashSet<>();
    for (Member member : state.getMembers()) {
      if (member.status().equals(MemberStatus.up())
          || member.status().equals(MemberStatus.leaving())) {
        up.add(member.address());
      }
    }
    Set<Address> away = new HashSet<>();
    state.getUnreachable().forEach(member -> away.add(member.address()));
    away.remove(cluster.selfMember().address());
    return holds(up, away);
  }

  /** The same rule as the split brain resolver's: of two halves, that with the lowest address. */
  static boolean holds(Set<Address> up, Set<Address> away) {
    long here = up.stream().filter(address -> !away.contains(address)).count();
    if (2 * here == up.size()) {
      return up.stream()
          .min(Member.addressOrdering()::compare)
          .filter(away::contains)
          .isEmpty();
    }
    return 2 * here > up.size();
  }

  /** Notices that the process was stopped, by looking often. */
  static final class Pauses {

    private final long longestNanos;
    private long looked;
    private long trustedFrom;

    Pauses(long longestNanos, long now) {
      this.longestNanos = longestNanos;
      this.looked = now;
      this.trustedFrom = now;
    }

    synchronized void look(long now) {
      if (now - looked > longestNanos) {
        trustedFrom = now + longestNanos;
      }
      looked = now;
    }

    synchronized boolean trusted(long now) {
      return now - looked <= longestNanos && now - trustedFrom >= 0;
    }
  }
}
