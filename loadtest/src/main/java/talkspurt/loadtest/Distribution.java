package talkspurt.loadtest;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How often each length of time was seen, to a tenth of a millisecond. */
public final class Distribution {
  private static final double TENTHS_PER_MS = 10;

  private final NavigableMap<Long, Long> timesByTenths = new TreeMap<>();
  private long count;

  public void add(double ms) {
    timesByTenths.merge(Math.round(ms * TENTHS_PER_MS), 1L, Long::sum);
    count++;
  }

  void addNanos(long nanos) {
    add(nanos / 1e6);
  }

  void addAll(Distribution other) {
    other.timesByTenths.forEach((tenths, times) -> timesByTenths.merge(tenths, times, Long::sum));
    count += other.count;
  }

  public long count() {
    return count;
  }

  /** The smallest value that at least so many per cent of all values do not exceed; 100 is the largest. */
  public OptionalDouble percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * count));
    long seen = 0;
    for (Map.Entry<Long, Long> bucket : timesByTenths.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) return OptionalDouble.of(bucket.getKey() / TENTHS_PER_MS);
    }
    return OptionalDouble.empty();
  }
}
