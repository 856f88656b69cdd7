package talkspurt.access;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has shown wrong tokens. Some are forgiven, as after a change of tokens; beyond that an address is
 * slowed down until it has shown none for a minute. Thread-safe.
 */
public final class FailedAttempts {

  /** So many within a minute are answered like any request. */
  static final int FORGIVEN = 10;

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private record Failures(int count, long last) {}

  private final int maxAddresses;

  /** The one that failed longest ago first. */
  private final Map<InetAddress, Failures> failures = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param maxAddresses of how many addresses this is known at most; of more, those that failed last
   */
  public FailedAttempts(int maxAddresses) {
    this.maxAddresses = maxAddresses;
  }

  /**
   * One more from an address.
   *
   * @param now in nanoseconds, never less than before
   * @return whether it is one too many
   */
  public synchronized boolean failed(InetAddress address, long now) {
    Failures before = failures.remove(address);
    int count = before == null || now - before.last() >= MINUTE_NANOS
        ? 1
        : Math.min(before.count() + 1, FORGIVEN + 1);
    failures.put(address, new Failures(count, now));
    if (failures.size() > maxAddresses) {
      failures.remove(failures.keySet().iterator().next());
    }
    return count > FORGIVEN;
  }
}
