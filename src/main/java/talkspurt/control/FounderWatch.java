package talkspurt.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a node that starts does about its cluster: join the one whose lease is renewed, or
 * found one when the lease has been seen to stand still for its whole time.
 *
 * <p>Stillness counts only as far as it was watched: after a time without looks (the database was
 * away, or this process stood still) it is watched anew. So a cluster that could not renew its lease
 * while the database was away keeps it.
 */
final class FounderWatch {

  /** What to do now. */
  sealed interface Decision {

    /** Go on looking. */
    record Wait() implements Decision {}

    /** A cluster lives: join its members. */
    record Join(LeaseRow cluster) implements Decision {}

    /** No cluster lives: take the lease, if it is still as it was seen. */
    record Found(Optional<LeaseRow> seen) implements Decision {}
  }

  private static final int LOOKS_PER_LEASE = 3;
  private static final Decision WAIT = new Decision.Wait();

  private final String self;
  private final long leaseNanos;
  private Optional<LeaseRow> seen = Optional.empty();
  private long lookedNanos;
  private long stillSinceNanos;

  /**
   * Watches for one node.
   *
   * @param self its address
   * @param lease after how long without a renewal no member is thought to live
   */
  FounderWatch(String self, Duration lease) {
    this.self = self;
    this.leaseNanos = lease.toNanos();
  }

  /** Takes one look into account. */
  Decision look(Optional<LeaseRow> now, long nowNanos) {
    boolean watched = seen.isPresent()
        && now.isPresent()
        && seen.get().incarnation().equals(now.get().incarnation())
        && nowNanos - lookedNanos <= leaseNanos / LOOKS_PER_LEASE;
    boolean renewed = watched && now.get().renewals() != seen.get().renewals();
    if (!watched || renewed) {
      stillSinceNanos = nowNanos;
    }
    seen = now;
    lookedNanos = nowNanos;
    if (now.isEmpty() || nobodyElse(now.get().members())) {
      return new Decision.Found(now);
    }
    if (renewed) {
      return new Decision.Join(now.get());
    }
    return nowNanos - stillSinceNanos >= leaseNanos ? new Decision.Found(now) : WAIT;
  }

  /** A cluster of this address alone is this node's former life: two processes cannot have one port. */
  private boolean nobodyElse(List<String> members) {
    return members.stream().allMatch(self::equals);
  }
}
