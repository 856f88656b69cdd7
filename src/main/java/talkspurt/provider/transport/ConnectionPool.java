package talkspurt.provider.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The connections to one server: each used by one sentence at a time, so many at most, and the free
 * ones kept for the next. Thread-safe.
 */
public final class ConnectionPool<C> {

  /** One of them, and whether it was used before. */
  public record Taken<C>(C connection, boolean used) {}

  private final int most;
  private final Set<C> all = new HashSet<>();
  private final Deque<C> free = new ArrayDeque<>();
  private final Map<C, Long> uses = new HashMap<>();
  private long count;

  public ConnectionPool(int most) {
    this.most = most;
  }

  /** A free one, the one used last, else a new one; none where there are too many. */
  public synchronized Optional<Taken<C>> take(Function<ConnectionPool<C>, C> open) {
    C kept = free.pollFirst();
    if (kept != null) {
      return Optional.of(new Taken<>(kept, true));
    }
    return fresh(open);
  }

  /** A new one; none where there are too many. */
  public synchronized Optional<Taken<C>> fresh(Function<ConnectionPool<C>, C> open) {
    if (all.size() >= most) {
      return Optional.empty();
    }
    C connection = open.apply(this);
    all.add(connection);
    return Optional.of(new Taken<>(connection, false));
  }

  /** Nobody uses it any more; which time of its being free this is, or none where it is gone. */
  public synchronized OptionalLong free(C connection) {
    if (!all.contains(connection) || free.contains(connection)) {
      return OptionalLong.empty();
    }
    free.addFirst(connection);
    uses.put(connection, ++count);
    return OptionalLong.of(count);
  }

  /** Takes this one out, to close it, if it is free and was since that time. */
  public synchronized boolean withdraw(C connection, long since) {
    if (!free.contains(connection) || uses.get(connection) != since) {
      return false;
    }
    gone(connection);
    return true;
  }

  /** It is closed, or about to be. */
  public synchronized void gone(C connection) {
    free.remove(connection);
    all.remove(connection);
    uses.remove(connection);
  }
}
