package talkspurt.access;

import static talkspurt.settings.Bounds.within;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The connections of a listener, so many in all and so many of one address. A connection is silent until it has
 * said what it wants: a call's id, a request's head. Where one more comes than may be, the one goes that has
 * been silent longest, of the address that has the most: whoever speaks at once is served, however many are
 * silent. Not thread-safe.
 *
 * @param <C> a connection, known by its identity
 */
public final class ConnectionTable<C> {

  private final int max;
  private final int maxOfAddress;
  private final long timeoutNanos;
  private final Map<C, InetAddress> all = new HashMap<>();
  private final Map<InetAddress, Integer> counts = new HashMap<>();

  /** When each that is silent has to have spoken; the oldest first. */
  private final Map<C, Long> silent = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param max how many there may be, 1 or more
   * @param maxOfAddress how many of one address, 1 or more
   * @param timeoutNanos how long one may be silent
   */
  public ConnectionTable(int max, int maxOfAddress, long timeoutNanos) {
    within("max", max, 1, Integer.MAX_VALUE);
    within("max of an address", maxOfAddress, 1, Integer.MAX_VALUE);
    this.max = max;
    this.maxOfAddress = maxOfAddress;
    this.timeoutNanos = timeoutNanos;
  }

  /** How many there are. */
  public int size() {
    return all.size();
  }

  /**
   * One more has come, and is silent.
   *
   * @param now in nanoseconds, never less than before
   * @return the one that is to be closed for it, and is not in the table any more; the new one itself where
   *     none is silent that could go
   */
  public Optional<C> add(C connection, InetAddress address, long now) {
    Optional<C> goes = Optional.empty();
    if (counts.getOrDefault(address, 0) >= maxOfAddress) {
      goes = Optional.of(silentLongest(address).orElse(connection));
    } else if (all.size() >= max) {
      goes = Optional.of(silentLongest().orElse(connection));
    }
    if (goes.filter(connection::equals).isPresent()) {
      return goes;
    }
    goes.ifPresent(this::remove);
    all.put(connection, address);
    counts.merge(address, 1, Integer::sum);
    silent.put(connection, now + timeoutNanos);
    return goes;
  }

  /** Of the address that has the most connections, as long as one of these is silent. */
  private Optional<C> silentLongest() {
    Optional<C> found = Optional.empty();
    int most = 0;
    for (C connection : silent.keySet()) {
      int count = counts.get(all.get(connection));
      if (count > most) {
        most = count;
        found = Optional.of(connection);
      }
    }
    return found;
  }

  private Optional<C> silentLongest(InetAddress address) {
    for (C connection : silent.keySet()) {
      if (all.get(connection).equals(address)) {
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }

  /** It has said what it wants, and is at work until it is silent again. */
  public void spoke(C connection) {
    silent.remove(connection);
  }

  /** It is silent again, if it is still there. */
  public void silentAgain(C connection, long now) {
    if (all.containsKey(connection)) {
      silent.remove(connection);
      silent.put(connection, now + timeoutNanos);
    }
  }

  /** It is gone, or none of this table any more; whether it was one. */
  public boolean remove(C connection) {
    InetAddress address = all.remove(connection);
    if (address == null) {
      return false;
    }
    silent.remove(connection);
    counts.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    return true;
  }

  /** Those that have been silent for too long, which are not in the table any more. */
  public List<C> takeLate(long now) {
    List<C> late = new ArrayList<>();
    for (Map.Entry<C, Long> one : silent.entrySet()) {
      if (one.getValue() - now > 0) {
        break;
      }
      late.add(one.getKey());
    }
    late.forEach(this::remove);
    return late;
  }

  /** When the next will have been silent for too long. */
  public OptionalLong nextDeadline() {
    return silent.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(silent.values().iterator().next());
  }
}
